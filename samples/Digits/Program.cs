using Spectre.Console;

return Digits.Application.Run(args, AnsiConsole.Console, Console.Error);
