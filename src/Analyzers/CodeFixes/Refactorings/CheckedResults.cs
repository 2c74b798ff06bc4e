using SourceAutodiff.Generator.Emission;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>What the checked method returns: its numbers are outputs of the check.</summary>
internal sealed class CheckedResults
{
    private readonly CheckText _text;
    private readonly MethodRequest _request;
    private readonly string _local;
    private readonly List<Real> _numbers = [];

    public CheckedResults(CheckText text)
    {
        (_text, _request, _local) = (text, text.Shape.Request, text.Take("result"));
        for (int i = 0; i < _request.Outputs.Count; i++)
        {
            string root = _request.ReturnsTuple ? $"result.{_request.Outputs[i].Name ?? $"Item{i + 1}"}" : "result";
            IReadOnlyList<LeafPath> paths = LeafPath.Of(_request.Outputs[i].Layout);
            for (int leaf = 0; leaf < paths.Count; leaf++)
            {
                if (paths[leaf].Leaf.Type.IsReal) _numbers.Add(new Real(i, leaf, paths[leaf], Name(paths[leaf].Display(root))));
            }
        }
    }

    public IEnumerable<string> Outputs => _numbers.Select(number => $"Output(\"{number.Name}\")");

    /// <summary>The one real number in what a call returns.</summary>
    public string Number(string call)
    {
        Real number = _numbers.Single();
        return _text.ToNumber(Read(number, call), number.Path.Leaf.Type);
    }

    /// <summary>Its tangent in what <c>FJvp</c> returns.</summary>
    public string Tangent(string call)
    {
        Real number = _numbers.Single();
        return _text.ToNumber(number.Path.Read(call + ".Tangent"), number.Path.Leaf.Type);
    }

    /// <summary>Takes the numbers that a call of the method returns.</summary>
    public void Take(string call, string of, SourceWriter writer) => Take(call, of, Read, writer);

    /// <summary>Takes the tangents that a call of <c>FJvp</c> returns.</summary>
    public void TakeTangents(string call, string of, SourceWriter writer) => Take(call, of, ReadTangent, writer);

    /// <summary>The gradient of an output that is real, by its number among those.</summary>
    public string Seed(int index, string of, SourceWriter writer)
    {
        int output = _numbers.Select(number => number.Output).Distinct().ElementAt(index);
        Layout layout = _request.Outputs[output].Layout;
        return _text.Make(
            layout,
            [.. LeafPath.Of(layout).Select((path, leaf) => _numbers.FirstOrDefault(number => number.Output == output && number.Leaf == leaf) is { } found ? CheckText.Scalar(of, found.Name) : path.FlagOf is not null ? "true" : null)],
            writer);
    }

    private void Take(string call, string of, Func<Real, string, string> read, SourceWriter writer)
    {
        if (_numbers.Count == 0)
        {
            writer.Line(call + ";");
            return;
        }

        string value = call;
        if (_numbers.Count > 1)
        {
            writer.Line($"var {_local} = {call};");
            value = _local;
        }

        foreach (Real number in _numbers) writer.Line($"{CheckText.Scalar(of, number.Name)} = {_text.ToNumber(read(number, value), number.Path.Leaf.Type)};");
    }

    private string Read(Real number, string value) => number.Path.Read(_request.ReturnsTuple ? $"{value}.Item{number.Output + 1}" : value);

    private string ReadTangent(Real number, string value)
    {
        List<int> real = [.. _numbers.Select(other => other.Output).Distinct()];
        return number.Path.Read(real.Count > 1 ? $"{value}.Tangent.Item{real.IndexOf(number.Output) + 1}" : value + ".Tangent");
    }

    /// <summary>Not that of a parameter.</summary>
    private string Name(string wanted) => _text.Shape.Arguments.Any(argument => argument.Name == "result") ? "returned " + wanted : wanted;

    private sealed record Real(int Output, int Leaf, LeafPath Path, string Name);
}
