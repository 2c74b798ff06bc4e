using System.Text;

Console.OutputEncoding = Encoding.UTF8;
return CurveFit.Application.Run(args, Console.Out, Console.Error);
