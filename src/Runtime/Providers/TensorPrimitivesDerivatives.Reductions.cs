using System.Numerics;
using System.Numerics.Tensors;
using SourceAutodiff.Rules;

namespace SourceAutodiff.Providers;

public static partial class TensorPrimitivesDerivatives
{
    /// <summary>The backward method of <see cref="TensorPrimitives.Sum{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Sum))]
    public static void SumBackward<T>(ReadOnlySpan<T> x, T gradOutput, Span<T> gradX)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++) gradX[i] += gradOutput;
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.Sum{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Sum))]
    public static (T Value, T Tangent) SumJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Sum(x);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++) tangent += xTangent[i];
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Average{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Average))]
    public static void AverageBackward<T>(ReadOnlySpan<T> x, T gradOutput, Span<T> gradX)
        where T : IFloatingPointIeee754<T>
    {
        gradOutput /= T.CreateChecked(x.Length);
        for (int i = 0; i < x.Length; i++) gradX[i] += gradOutput;
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.Average{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Average))]
    public static (T Value, T Tangent) AverageJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Average(x);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++) tangent += xTangent[i];
        tangent /= T.CreateChecked(x.Length);
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.SumOfSquares{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfSquares))]
    public static void SumOfSquaresBackward<T>(ReadOnlySpan<T> x, T gradOutput, Span<T> gradX)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++) gradX[i] += gradOutput * (x[i] + x[i]);
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.SumOfSquares{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfSquares))]
    public static (T Value, T Tangent) SumOfSquaresJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.SumOfSquares(x);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++) tangent += xTangent[i] * (x[i] + x[i]);
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.SumOfMagnitudes{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfMagnitudes))]
    public static void SumOfMagnitudesBackward<T>(ReadOnlySpan<T> x, T gradOutput, Span<T> gradX)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++) gradX[i] += gradOutput * SelectionRules<T>.Abs(x[i]);
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.SumOfMagnitudes{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.SumOfMagnitudes))]
    public static (T Value, T Tangent) SumOfMagnitudesJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.SumOfMagnitudes(x);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++) tangent += xTangent[i] * SelectionRules<T>.Abs(x[i]);
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Norm{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Norm))]
    public static void NormBackward<T>(ReadOnlySpan<T> x, T gradOutput, Span<T> gradX)
        where T : IFloatingPointIeee754<T>
    {
        T norm = TensorPrimitives.Norm(x);
        if (norm == T.Zero) return;
        for (int i = 0; i < x.Length; i++) gradX[i] += gradOutput * (x[i] / norm);
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.Norm{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Norm))]
    public static (T Value, T Tangent) NormJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Norm(x);
        T tangent = T.Zero;
        if (value == T.Zero) return (value, tangent);
        for (int i = 0; i < x.Length; i++) tangent += xTangent[i] * (x[i] / value);
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Max{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static void MaxBackward<T>(ReadOnlySpan<T> x, T gradOutput, Span<T> gradX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Max(x);
        gradOutput /= T.CreateChecked(Occurrences(x, value));
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].Equals(value)) gradX[i] += gradOutput;
        }
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.Max{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Max))]
    public static (T Value, T Tangent) MaxJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Max(x);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].Equals(value)) tangent += xTangent[i];
        }

        tangent /= T.CreateChecked(Occurrences(x, value));
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Min{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static void MinBackward<T>(ReadOnlySpan<T> x, T gradOutput, Span<T> gradX)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Min(x);
        gradOutput /= T.CreateChecked(Occurrences(x, value));
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].Equals(value)) gradX[i] += gradOutput;
        }
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.Min{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Min))]
    public static (T Value, T Tangent) MinJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Min(x);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].Equals(value)) tangent += xTangent[i];
        }

        tangent /= T.CreateChecked(Occurrences(x, value));
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Product{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Product))]
    public static void ProductBackward<T>(ReadOnlySpan<T> x, T gradOutput, Span<T> gradX)
        where T : IFloatingPointIeee754<T>
    {
        T product = TensorPrimitives.Product(x);
        for (int i = 0; i < x.Length; i++) gradX[i] += gradOutput * ProductOfOthers(x, i, product);
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.Product{T}(ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Product))]
    public static (T Value, T Tangent) ProductJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Product(x);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++) tangent += xTangent[i] * ProductOfOthers(x, i, value);
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Dot{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static void DotBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T gradOutput, Span<T> gradX, Span<T> gradY)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            gradX[i] += gradOutput * y[i];
            gradY[i] += gradOutput * x[i];
        }
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.Dot{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Dot))]
    public static (T Value, T Tangent) DotJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Dot(x, y);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++) tangent += (xTangent[i] * y[i]) + (yTangent[i] * x[i]);
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.Distance{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static void DistanceBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T gradOutput, Span<T> gradX, Span<T> gradY)
        where T : IFloatingPointIeee754<T>
    {
        T distance = TensorPrimitives.Distance(x, y);
        if (distance == T.Zero) return;
        for (int i = 0; i < x.Length; i++)
        {
            gradX[i] += gradOutput * ((x[i] - y[i]) / distance);
            gradY[i] += gradOutput * ((y[i] - x[i]) / distance);
        }
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.Distance{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.Distance))]
    public static (T Value, T Tangent) DistanceJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.Distance(x, y);
        T tangent = T.Zero;
        if (value == T.Zero) return (value, tangent);
        for (int i = 0; i < x.Length; i++) tangent += (xTangent[i] - yTangent[i]) * ((x[i] - y[i]) / value);
        return (value, tangent);
    }

    /// <summary>The backward method of <see cref="TensorPrimitives.CosineSimilarity{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static void CosineSimilarityBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T gradOutput, Span<T> gradX, Span<T> gradY)
        where T : IFloatingPointIeee754<T>
    {
        T similarity = TensorPrimitives.CosineSimilarity(x, y), normX = TensorPrimitives.Norm(x), normY = TensorPrimitives.Norm(y);
        for (int i = 0; i < x.Length; i++)
        {
            gradX[i] += gradOutput * ((y[i] / normX / normY) - (x[i] * (similarity / normX / normX)));
            gradY[i] += gradOutput * ((x[i] / normX / normY) - (y[i] * (similarity / normY / normY)));
        }
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.CosineSimilarity{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.CosineSimilarity))]
    public static (T Value, T Tangent) CosineSimilarityJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> y, ReadOnlySpan<T> yTangent)
        where T : IFloatingPointIeee754<T>
    {
        T value = TensorPrimitives.CosineSimilarity(x, y);
        T tangent = T.Zero;
        T similarity = value, normX = TensorPrimitives.Norm(x), normY = TensorPrimitives.Norm(y);
        for (int i = 0; i < x.Length; i++) tangent += (xTangent[i] * ((y[i] / normX / normY) - (x[i] * (similarity / normX / normX)))) + (yTangent[i] * ((x[i] / normX / normY) - (y[i] * (similarity / normY / normY))));
        return (value, tangent);
    }

    private static int Occurrences<T>(ReadOnlySpan<T> x, T value)
        where T : IFloatingPointIeee754<T>
    {
        int count = 0;
        foreach (T element in x) count += element.Equals(value) ? 1 : 0;
        return count;
    }

    /// <summary>By a division where the product has all its digits.</summary>
    private static T ProductOfOthers<T>(ReadOnlySpan<T> x, int index, T product)
        where T : IFloatingPointIeee754<T>
    {
        if (T.IsNormal(product)) return product / x[index];
        T others = T.One;
        for (int i = 0; i < x.Length && others != T.Zero; i++) others *= i == index ? T.One : x[i];
        return others;
    }
}
