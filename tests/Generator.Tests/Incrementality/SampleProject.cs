namespace SourceAutodiff.Generator.Tests.Incrementality;

/// <summary>Three annotated methods: <c>Alone</c> calls nothing, <c>Near</c> a helper beside it, <c>Far</c> a helper in another file that calls one in a third.</summary>
internal static class SampleProject
{
    public static (string Name, string Text)[] Files =>
    [
        ("Usings.cs", "global using System;\nglobal using SourceAutodiff;\n"),
        ("Alone.cs", """
            namespace Sample;

            public static partial class Models
            {
                // About Alone.
                [Differentiable]
                public static double Alone(double x, double y)
                {
                    return x * x * y;
                }

                public static double Unrelated(double x) { return x - 1; }
            }
            """),
        ("Near.cs", """
            using static System.Math;

            namespace Sample
            {
                public static partial class Models
                {
                    private static double Square(double x) => x * x;

                    [Differentiable(Derivatives.Jvp)]
                    public static double Near(double x, double y) => Square(x) + Sin(y) * Scale;
                }
            }
            """),
        ("Far.cs", """
            namespace Sample;

            public static partial class Models
            {
                [Differentiable(WithRespectTo = new[] { "x" })]
                public static double Far(double x, [NoGradient] double y)
                {
                    double s = 0;
                    for (int i = 0; i < Count; i++) s += Library.Outer(x) * y;
                    return s + Library.Offset;
                }
            }
            """),
        ("Library.cs", """
            namespace Sample;

            public static partial class Library
            {
                public static readonly double Offset = 2.0;

                public static double Outer(double x) { return Deep<double>.Inner(x) + Kinds.Pick(1f) * x; }
            }
            """),
        ("Deep.cs", """
            using System.Numerics;

            namespace Sample;

            public static class Deep<T> where T : IFloatingPointIeee754<T>
            {
                public static T Inner(T x) => T.Exp(x) * x;
            }

            public static class Kinds
            {
                public static float Pick(float x) => x;
            }
            """),
        ("Constants.cs", """
            namespace Sample;

            public static partial class Models
            {
                public const double Scale = 3;
                private const int Count = 4;
            }
            """),
    ];

    /// <summary>The name of the annotated method that a generated file belongs to.</summary>
    public static string Method(string hintName) => hintName.Split('.')[^4];
}
