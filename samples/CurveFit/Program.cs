return CurveFit.Application.Run(args, Console.Out, Console.Error);
