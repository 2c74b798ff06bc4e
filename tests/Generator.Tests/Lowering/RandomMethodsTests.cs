using System.Text;

namespace SourceAutodiff.Generator.Tests.Lowering;

/// <summary>Random bodies full of nested loops, exits and assignments in odd places, held against what the compiler makes of them.</summary>
public class RandomMethodsTests
{
    // SAD_RANDOM_METHODS=2000 looks longer.
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("SAD_RANDOM_METHODS"), out int count) ? count : 60;

    [Fact]
    public void Lowered_random_methods_do_what_the_compiled_ones_do()
    {
        for (int seed = 1; seed <= Count; seed++)
        {
            string body = new RandomBody(seed).Write();
            try
            {
                Snippet.Body(body).ExpectSameAsCompiled(
                    [0.5, -1.25, 3, new[] { 1.0, -2, 0.5 }], [-1.0, 2.0, 0, new[] { 0.25, 3, -1 }], [2.0, 2.0, 5, new[] { -1.0, 1, 7 }], [0.0, 9.0, -2, new[] { 2.0, 2, 2 }]);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}\n{body}\n{exception.Message}");
            }
        }
    }

    private sealed class RandomBody(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly StringBuilder _text = new();
        private readonly List<string> _reals = ["x", "y"];
        private readonly List<string> _integers = ["n"];
        private int _names;
        private int _loops;

        public string Write()
        {
            Statements(4, 3);
            return _text.Append("return x - 2 * y + n + a[0] - a[1] * 3;").ToString();
        }

        private void Statements(int count, int depth)
        {
            (int reals, int integers) = (_reals.Count, _integers.Count);
            for (int i = 0; i < count; i++) Statement(depth);
            _reals.RemoveRange(reals, _reals.Count - reals);
            _integers.RemoveRange(integers, _integers.Count - integers);
        }

        private void Block(int depth)
        {
            _text.Append("{ ");
            Statements(1 + _random.Next(3), depth - 1);
            _text.Append("} ");
        }

        private void Statement(int depth)
        {
            int kind = _random.Next(depth > 0 ? 18 : 9);
            string name = $"v{_names++}";
            switch (kind)
            {
                case 0:
                    _text.Append($"double {name} = {Real(2)}; ");
                    _reals.Add(name);
                    break;
                case 1 or 2:
                    _text.Append($"{Pick(_reals)} {Pick(["=", "+=", "-=", "*=", "="])} {Real(2)}; ");
                    break;
                case 3:
                    _text.Append($"a[{Index()}] {Pick(["=", "+=", "*="])} {Real(2)}; ");
                    break;
                case 4:
                    _text.Append($"{Pick(["n++", "--n", "n = " + Integer(), $"({Pick(_reals)}, a[{Index()}]) = ({Real(1)}, {Real(1)})"])}; ");
                    break;
                case 5:
                    _text.Append($"if ({Condition(1)}) {Exit()} ");
                    break;
                case 6:
                    _text.Append($"double {name}; if ({Condition(1)}) {name} = {Real(1)}; else {{ {Pick([$"{name} = {Real(1)};", Exit()])} }} ");
                    _reals.Add(name);
                    break;
                case 7:
                    _text.Append($"if ({Condition(2)}) {Pick(_reals)} = {Real(2)}; ");
                    break;
                case 8:
                    _text.Append($"{{ {Exit()} }} ");
                    break;
                case 9 or 10 or 11:
                    _text.Append($"if ({Condition(2)}) ");
                    Block(depth);
                    if (_random.Next(2) == 0)
                    {
                        _text.Append("else ");
                        Block(depth);
                    }

                    break;
                case 12 or 13:
                    Loop($"for (int {name} = {_random.Next(3)}; {name} {Pick(["<", "<=", "!="])} {2 + _random.Next(2)}; {name}++) ", name, depth);
                    break;
                case 14:
                    Loop($"for (int {name} = 2, {name}w = n; {name} >= {Pick(["0", $"{name}w - 4"])}; {name} -= {1 + _random.Next(2)}) ", null, depth);
                    break;
                case 15:
                    _text.Append($"int {name} = 0; ");
                    Loop($"while ({Pick([$"{name}++ < 3", $"++{name} < 3 && {Condition(1)}", $"{Condition(1)} && {name}++ < 2"])}) ", name, depth);
                    break;
                case 16:
                    _text.Append($"int {name} = 0; do ");
                    Loop("", name, depth);
                    _text.Append($"while (++{name} < 3{Pick(["", " && " + Condition(1)])}); ");
                    break;
                default:
                    _reals.Add(name);
                    Loop($"foreach (double {name} in a) ", null, depth, readOnly: name);
                    _reals.Remove(name);
                    break;
            }
        }

        private void Loop(string header, string? index, int depth, string? readOnly = null)
        {
            _text.Append(header);
            _loops++;
            if (readOnly is not null) _reals.Remove(readOnly);
            if (index is not null) _integers.Add(index);
            _text.Append("{ ");
            if (readOnly is not null) _text.Append($"y += {readOnly}; ");
            Block(depth);
            _text.Append("} ");
            if (index is not null) _integers.Remove(index);
            _loops--;
        }

        private string Exit() => _loops > 0
            ? Pick(["break;", "continue;", "continue;", $"return {Real(1)};", "break;"])
            : $"return {Real(1)};";

        private string Real(int depth) => _random.Next(depth > 0 ? 11 : 3) switch
        {
            0 or 1 => Pick(_reals),
            2 => Pick(["0.5", "2", "n", $"a[{Index()}]"]),
            3 or 4 => $"({Real(depth - 1)} {Pick(["+", "-", "*"])} {Real(depth - 1)})",
            5 => $"Math.Max({Real(depth - 1)}, {Real(depth - 1)})",
            6 => $"({Condition(depth - 1)} ? {Real(depth - 1)} : {Real(depth - 1)})",
            7 => $"({Pick(_reals)} = {Real(depth - 1)})",
            8 => $"{Pick(_reals)}++",
            9 => $"(a[{Index()}] {Pick(["=", "-="])} {Real(depth - 1)})",
            _ => $"Math.Sin({Real(depth - 1)})",
        };

        private string Condition(int depth) => _random.Next(depth > 0 ? 7 : 3) switch
        {
            0 or 1 => $"{Real(0)} {Pick(["<", ">", "<=", "!="])} {Real(depth)}",
            2 => $"{Integer()} {Pick(["<", ">", "=="])} {_random.Next(4)}",
            3 => $"({Condition(depth - 1)} && {Condition(depth - 1)})",
            4 => $"({Condition(depth - 1)} || {Condition(depth - 1)})",
            5 => $"!({Condition(depth - 1)})",
            _ => $"({Pick(_reals)} = {Real(depth - 1)}) > {Real(0)}",
        };

        private string Integer() => Pick([Pick(_integers), Pick(_integers), "n", "n++", $"({Pick(_integers)} & 3)"]);

        private string Index() => _random.Next(12) == 0 ? Pick(_integers) : Pick(["0", "1", "^1", $"{Pick(_integers)} & 1"]);

        private string Pick(IReadOnlyList<string> choices) => choices[_random.Next(choices.Count)];
    }
}
