namespace SourceAutodiff.Generator.Tests.NeverThrows;

/// <summary>A method <c>F</c> that is odd in some way, and what is to come of it.</summary>
/// <param name="Expected">The ids of all that is reported, in order; <see cref="Works"/>; or <see cref="NotCSharp"/>.</param>
internal sealed record OddSnippet(string Name, string Expected, string Source)
{
    /// <summary>The derivative exists and agrees with central differences.</summary>
    public const string Works = "works";

    /// <summary>The code does not compile, which the compiler reports.</summary>
    public const string NotCSharp = "no C#";

    /// <summary>The body of <c>double F(double x)</c>.</summary>
    public static OddSnippet Body(string name, string expected, string body) =>
        Members(name, expected, $"[Differentiable] public static double F(double x)\n{{\n{body}\n}}");

    /// <summary>Members of <c>class M</c>.</summary>
    public static OddSnippet Members(string name, string expected, string members) =>
        new(name, expected, $"public static partial class M\n{{\n{members}\n}}");

    public static OddSnippet File(string name, string expected, string source) => new(name, expected, source);

    public override string ToString() => Name;
}
