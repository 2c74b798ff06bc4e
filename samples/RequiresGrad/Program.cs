using System.Text;

Console.OutputEncoding = Encoding.UTF8;
RequiresGrad.Walkthrough.Run(Console.Out);
