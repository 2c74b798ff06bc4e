using Microsoft.CodeAnalysis;

namespace SourceAutodiff.CodeFixes.Refactorings;

/// <summary>How a test framework marks tests.</summary>
/// <param name="Namespace">Of its attributes.</param>
/// <param name="OnClass">The attribute that a class of tests needs; null if none.</param>
/// <param name="OnMethod">The attribute of a test.</param>
internal sealed record TestFramework(string Namespace, string? OnClass, string OnMethod)
{
    private static readonly TestFramework[] All =
    [
        new("Xunit", null, "Fact"),
        new("NUnit.Framework", null, "Test"),
        new("Microsoft.VisualStudio.TestTools.UnitTesting", "TestClass", "TestMethod"),
    ];

    /// <summary>Whether a project has one, by the file names of its references: cheaper than compiling it.</summary>
    public static bool IsReferenced(Project project) => project.MetadataReferences.OfType<PortableExecutableReference>().Any(reference =>
        Path.GetFileNameWithoutExtension(reference.FilePath ?? "") is "xunit.core" or "xunit.v3.core" or "nunit.framework" or "Microsoft.VisualStudio.TestPlatform.TestFramework" or "MSTest.TestFramework");

    /// <summary>That which the project references; null if it has none of these.</summary>
    public static TestFramework? Of(Compilation compilation) =>
        All.FirstOrDefault(framework => compilation.GetTypeByMetadataName($"{framework.Namespace}.{framework.OnMethod}Attribute") is not null);
}
