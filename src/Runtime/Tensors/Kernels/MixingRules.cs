using System.Numerics;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>a + alpha b.</summary>
internal readonly struct AddScaledRule(double alpha) : IBinaryRule
{
    public static string Name => "Add";

    public static Uses UsesLeft => Uses.None;

    public static Uses UsesRight => Uses.None;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> => a + (T.CreateChecked(alpha) * b);

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.One;

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(alpha);

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => grad;

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) => grad * alpha;
}

/// <summary>a - alpha b.</summary>
internal readonly struct SubtractScaledRule(double alpha) : IBinaryRule
{
    public static string Name => "Sub";

    public static Uses UsesLeft => Uses.None;

    public static Uses UsesRight => Uses.None;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> => a - (T.CreateChecked(alpha) * b);

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.One;

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => -T.CreateChecked(alpha);

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => grad;

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) => grad * -alpha;
}

/// <summary>From a to b by a number; from the end that is nearer, so both ends are exact.</summary>
internal readonly struct MixRule(double weight) : IBinaryRule
{
    public static string Name => "Lerp";

    public static Uses UsesLeft => Uses.None;

    public static Uses UsesRight => Uses.None;

    public T Value<T>(T a, T b) where T : IFloatingPointIeee754<T> =>
        Math.Abs(weight) < 0.5 ? a + (T.CreateChecked(weight) * (b - a)) : b - ((b - a) * (T.One - T.CreateChecked(weight)));

    public T PartialLeft<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.One - T.CreateChecked(weight);

    public T PartialRight<T>(T a, T b, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(weight);

    public Tensor? BackwardLeft(Tensor grad, Tensor a, Tensor b, Tensor y) => grad * (1 - weight);

    public Tensor? BackwardRight(Tensor grad, Tensor a, Tensor b, Tensor y) => grad * weight;
}
