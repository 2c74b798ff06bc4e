using System.Runtime.CompilerServices;
using SourceAutodiff;

namespace RequiresGrad;

/// <summary>Writes statements and what they give, as an interactive session shows them.</summary>
internal sealed class Transcript(TextWriter output)
{
    public void Section(string title) => output.WriteLine($"\n# {title}");

    /// <summary>Shows how a variable gets its value.</summary>
    public Tensor Let(string name, Tensor value, [CallerArgumentExpression(nameof(value))] string text = "")
    {
        output.WriteLine($">>> Tensor {name} = {text}");
        return value;
    }

    /// <summary>Runs a statement and shows it.</summary>
    public void Do(Action statement, [CallerArgumentExpression(nameof(statement))] string text = "") => Attempt(text, () =>
    {
        statement();
        return null;
    });

    /// <summary>Shows the value of an expression.</summary>
    public void Show(object? value, [CallerArgumentExpression(nameof(value))] string text = "")
    {
        output.WriteLine($">>> {text}");
        output.WriteLine(Text(value));
    }

    /// <summary>Shows the value of an expression, or the error that it is.</summary>
    public void Try(Func<object?> expression, [CallerArgumentExpression(nameof(expression))] string text = "") => Attempt(text, expression);

    /// <summary>Shows text as it is.</summary>
    public void Write(string text) => output.WriteLine(text);

    private void Attempt(string text, Func<object?> expression)
    {
        output.WriteLine($">>> {text["() => ".Length..]}");
        try
        {
            if (expression() is { } value) output.WriteLine(Text(value));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            output.WriteLine($"{e.GetType().Name}: {e.Message}");
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "True" : "False",
        IEnumerable<GradFn?> functions => $"[{string.Join(", ", functions.Select(function => function?.ToString() ?? "null"))}]",
        _ => value.ToString() ?? "",
    };
}
