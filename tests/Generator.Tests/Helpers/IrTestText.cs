using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Tests.Helpers;

/// <summary>IR text in, IR text out: how the tests of a stage read.</summary>
internal static class IrTestText
{
    /// <summary>Parses and verifies.</summary>
    public static Function Read(string text) => IrVerifier.Check(IrParser.Parse(text));

    /// <summary>Holds that <paramref name="actual"/> is sound and prints as <paramref name="expected"/> does (spacing aside).</summary>
    public static void Expect(string expected, Function actual) =>
        Assert.Equal(IrPrinter.Print(Read(expected)), IrPrinter.Print(IrVerifier.Check(actual)));
}
