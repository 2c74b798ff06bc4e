using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

[assembly: SourceAutodiff.DerivativeProvider(typeof(SourceAutodiff.Providers.TensorPrimitivesDerivatives))]

namespace SourceAutodiff.Providers;

/// <summary>The derivatives of <see cref="TensorPrimitives"/>, for generated code to call. The values are those that <see cref="TensorPrimitives"/> computes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TensorPrimitivesDerivatives
{
    /// <summary>The backward method of <see cref="TensorPrimitives.SoftMax{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomBackward(typeof(TensorPrimitives), nameof(TensorPrimitives.SoftMax))]
    public static void SoftMaxBackward<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> gradX, Span<T> gradDestination)
        where T : IFloatingPointIeee754<T>
    {
        if (x.Length == 0) return;
        T largest = TensorPrimitives.Max(x), sum = T.Zero, mean = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T weight = T.Exp(x[i] - largest);
            sum += weight;
            mean += weight * gradDestination[i];
        }

        mean /= sum;
        for (int i = 0; i < x.Length; i++)
        {
            T grad = gradDestination[i];
            gradDestination[i] = T.Zero;
            gradX[i] += T.Exp(x[i] - largest) / sum * (grad - mean);
        }
    }

    /// <summary>The jvp of <see cref="TensorPrimitives.SoftMax{T}(ReadOnlySpan{T}, Span{T})"/>.</summary>
    [CustomJvp(typeof(TensorPrimitives), nameof(TensorPrimitives.SoftMax))]
    public static void SoftMaxJvp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, Span<T> destination, Span<T> destinationTangent)
        where T : IFloatingPointIeee754<T>
    {
        if (x.Length > 0 && x.Length <= destination.Length)
        {
            T largest = TensorPrimitives.Max(x), sum = T.Zero, mean = T.Zero;
            for (int i = 0; i < x.Length; i++)
            {
                T weight = T.Exp(x[i] - largest);
                sum += weight;
                mean += weight * xTangent[i];
            }

            mean /= sum;
            for (int i = 0; i < x.Length; i++) destinationTangent[i] = T.Exp(x[i] - largest) / sum * (xTangent[i] - mean);
        }

        TensorPrimitives.SoftMax(x, destination);
    }
}
