namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>Members that are the same in all programs with a feature.</summary>
internal static class HelperText
{
    public static IEnumerable<(Feature Feature, string Text)> Members { get; } =
    [
        (Feature.Switches, "public enum Mode { Linear, Sine, Square }"),
        (Feature.Generics, "public interface IFunction { static abstract double Call(double x); }"),
        (Feature.Generics, "public struct Squaring : IFunction { public static double Call(double x) => 0.5 * x * x; }"),
        (Feature.Generics, "public struct Shifting : IFunction { public static double Call(double x) => Math.Sin(x + 0.3); }"),
        (Feature.Generics, "private static double Twice<T>(double x) where T : IFunction => T.Call(0.5 * T.Call(x));"),
        (Feature.Generics, "private static T Mix<T>(T a, T b) where T : System.Numerics.IFloatingPointIeee754<T> => T.Sin(a) * b + T.One;"),
        (Feature.References, "private static ref double At(double[] a, int i) => ref a[i % a.Length];"),
        (Feature.References, "private static void Mix(ref double a, in double b, out double c) { c = 0.5 * a + 0.3 * b; a = Math.Sin(a * b); }"),
        (Feature.RefStructs, """
            private ref struct View(Span<double> data, double scale)
            {
                private readonly Span<double> _data = data;
                public double Scale = scale;
                public readonly int Count => _data.Length;
                public readonly ref double this[int i] => ref _data[i];
                public readonly double Weighted(int i) => Scale * _data[i];
                public readonly double Sum() { double s = 0; foreach (double d in _data) s += 0.3 * d; return s * Scale; }
                public void Fade(double k) { Scale *= 0.7 + 0.1 * Math.Sin(k); _data[0] = 0.5 * _data[0] + 0.2 * k; }
            }
            """),
        (Feature.Custom, "private static double Soft(double x) { object boxed = x; return Math.Log(1 + Math.Exp((double)boxed)); }"),
        (Feature.Custom, "[CustomBackward(nameof(Soft))] private static void SoftBackward(double x, double gradOutput, ref double gradX) => gradX += gradOutput / (1 + Math.Exp(-x));"),
        (Feature.Custom, "[CustomJvp(nameof(Soft))] private static (double, double) SoftJvp(double x, double xTangent) => (Soft(x), xTangent / (1 + Math.Exp(-x)));"),
        (Feature.Custom, "private static void Fold(double a, Span<double> y) { object k = a; for (int i = 0; i < y.Length; i++) y[i] = 0.4 * (double)k * y[i] * y[i]; }"),
        (Feature.Custom, "[CustomBackward(nameof(Fold))] private static void FoldBackward(double a, Span<double> y, ref double gradA, Span<double> gradY) { for (int i = 0; i < y.Length; i++) { gradA += 0.4 * gradY[i] * y[i] * y[i]; gradY[i] *= 0.8 * a * y[i]; } Fold(a, y); }"),
        (Feature.Custom, "[CustomJvp(nameof(Fold))] private static void FoldJvp(double a, double aTangent, Span<double> y, Span<double> yTangent) { for (int i = 0; i < y.Length; i++) yTangent[i] = 0.4 * aTangent * y[i] * y[i] + 0.8 * a * y[i] * yTangent[i]; Fold(a, y); }"),
        (Feature.Using, "private readonly struct Lever(double[] buffer, int index, double factor) : IDisposable { private readonly double _before = Pull(buffer, index, factor); public void Dispose() => buffer[index] = 0.5 * (_before + buffer[index]); private static double Pull(double[] buffer, int index, double factor) { double before = buffer[index]; buffer[index] *= factor; return before; } }"),
        (Feature.Using, "private sealed class Tally(double[] result) : IDisposable { private double _sum; public void Add(double x) => _sum = 0.6 * _sum + 0.4 * x; public void Dispose() => result[0] = 0.5 * result[0] + _sum; }"),
        (Feature.Tables, "private static readonly double[] s_table = [0.4, -0.7, 1.1, 0.3, 0.9];"),
        (Feature.Tables, "private static double[] Nodes { get; } = [-0.86, -0.34, 0.34, 0.86];"),
        (Feature.Tables, "private static readonly int[] s_order = [2, 0, 3, 1];"),
        (Feature.Logging, "private static void Log(string text, double value) { if (value > 1e9) Console.Error.WriteLine(text); }"),
        (Feature.Odd, "private static int s_count;"),
        (Feature.Odd, "private static double s_state;"),
    ];

    /// <summary>Static arrays, which every method sees.</summary>
    public static IEnumerable<Variable> Tables(IReadOnlySet<Feature> features) => !features.Contains(Feature.Tables) ? [] :
        [new Variable("s_table", Kind.Table, Writable: false, MinLength: 5), new Variable("Nodes", Kind.Table, Writable: false, MinLength: 4)];
}
