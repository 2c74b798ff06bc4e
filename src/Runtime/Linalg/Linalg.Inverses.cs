using System.Numerics;
using SourceAutodiff.Factors;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

public static partial class Linalg
{
    /// <summary>The inverse.</summary>
    /// <param name="a">[…, n, n].</param>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    /// <exception cref="InvalidOperationException">A matrix is singular.</exception>
    public static Tensor Inv(Tensor a)
    {
        DemandSquare(a, "inv");
        return Inverse(a, (number, order) => throw new InvalidOperationException($"linalg.inv: {Element(a, number)}The diagonal element {order} is zero, the inversion could not be completed because the input matrix is singular. Use Pinv, or add something to the diagonal."));
    }

    /// <param name="a">Square.</param>
    /// <param name="fail">Called for a singular matrix; if it returns, the inverse is not finite.</param>
    private static Tensor Inverse(Tensor a, Action<int, int> fail)
    {
        int n = a.Shape[-1];
        Tensor result = Tensor.Empty([.. a.Shape], a.DType);
        Kernels.Copying.Copy(Identity(n, a.DType), result);
        SolveInto(a, result, n, fail);
        return Tape.Record(result, "LinalgInvEx", a, (node, grad) =>
        {
            Tensor inverse = node.Saved(0).MT();
            return -inverse.Matmul(grad).Matmul(inverse);
        }, result);
    }

    /// <summary>The solution of <c>A X = B</c>.</summary>
    /// <param name="a">[…, n, n].</param>
    /// <param name="b">[…, n, k], or vectors: [n], or […, n] with the same dimensions in front.</param>
    /// <param name="left">If false, the solution of <c>X A = B</c>.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    /// <exception cref="InvalidOperationException">A matrix is singular.</exception>
    public static Tensor Solve(Tensor a, Tensor b, bool left = true)
    {
        DemandSquare(a, "solve");
        ArgumentNullException.ThrowIfNull(b);
        DemandSameType(a, b, "solve");
        if (b.Rank == 1 || (b.Rank == a.Rank - 1 && b.Layout.Sizes.AsSpan().SequenceEqual(a.Layout.Sizes.AsSpan(0, a.Rank - 1))))
        {
            return left ? Solve(a, b.Unsqueeze(-1)).Squeeze(-1) : throw new ArgumentException("linalg.solve: Vector broadcasting of the left hand side is not supported for left=False. In this case linalg.solve is equivalent to B / A.squeeze(-1)", nameof(left));
        }

        if (b.Rank < 2) throw new ArgumentException($"linalg.solve: B has to be a vector or a matrix, but its shape is {b.Shape}.", nameof(b));
        if (!left) return Solve(a.MT(), b.MT()).MT();
        int n = a.Shape[-1];
        if (b.Shape[-2] != n) throw new ArgumentException($"linalg.solve: Incompatible shapes of A and B for the equation AX = B ({n}x{n} and {b.Shape[-2]}x{b.Shape[-1]})", nameof(b));
        int[] batch = Layout.Broadcast(BatchOf(a), BatchOf(b));
        Tensor result = b.Detach().ExpandTo([.. batch, n, b.Shape[-1]]).Copied();
        SolveInto(a.Detach().ExpandTo([.. batch, n, n]), result, b.Shape[-1], (number, _) => throw new InvalidOperationException($"linalg.solve: {Element(a, number)}The solver failed because the input matrix is singular."));
        return Tape.Record(result, "LinalgSolveEx", [a, b], (node, grad) =>
        {
            Tensor right = Solve(node.Saved(0).MT(), grad);
            return [node.Needs(0) ? -right.Matmul(node.Saved(1).MT()) : null, right];
        }, a, result);
    }

    /// <summary>The solution of <c>A X = B</c> with a triangular matrix; the other triangle is not read.</summary>
    /// <param name="a">[…, n, n].</param>
    /// <param name="b">[…, n, k]; the dimensions in front are broadcast.</param>
    /// <param name="upper">Which triangle.</param>
    /// <param name="left">If false, the solution of <c>X A = B</c>.</param>
    /// <param name="unitriangular">The diagonal is 1, and not read.</param>
    /// <exception cref="ArgumentException">The shapes or the types do not fit.</exception>
    public static Tensor SolveTriangular(Tensor a, Tensor b, bool upper, bool left = true, bool unitriangular = false)
    {
        DemandSquare(a, "solve_triangular");
        DemandMatrix(b, "solve_triangular");
        DemandSameType(a, b, "solve_triangular");
        int n = a.Shape[-1];
        if (b.Shape[left ? -2 : -1] != n) throw new ArgumentException($"linalg.solve_triangular: Incompatible shapes of A and B for the equation {(left ? "AX = B" : "XA = B")} ({n}x{n} and {b.Shape[-2]}x{b.Shape[-1]})", nameof(b));
        if (!left) return SolveTriangular(a.MT(), b.MT(), !upper, unitriangular: unitriangular).MT();
        int[] batch = Layout.Broadcast(BatchOf(a), BatchOf(b));
        Tensor result = b.Detach().ExpandTo([.. batch, n, b.Shape[-1]]).Copied();
        SubstituteInto(a.Detach().ExpandTo([.. batch, n, n]), result, upper, unitriangular);
        return Tape.Record(result, "LinalgSolveTriangular", [a, b], (node, grad) =>
        {
            Tensor right = SolveTriangular(node.Saved(0).MT(), grad, !upper, unitriangular: unitriangular);
            if (!node.Needs(0)) return [null, right];
            Tensor whole = -right.Matmul(node.Saved(1).MT());
            int skipped = unitriangular ? 1 : 0;
            return [upper ? whole.Triu(skipped) : whole.Tril(-skipped), right];
        }, a, result);
    }

    /// <summary>The solutions take the place of the right sides.</summary>
    internal static void SubstituteInto(Tensor a, Tensor b, bool upper, bool unitriangular)
    {
        Tensor plain = a.Plain();
        if (a.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
        {
            int n = a.Shape[-1], columns = b.Shape[-1];
            for (int i = 0; i < Count(b); i++)
            {
                Triangular.Solve<T>(plain.Items<T>().AsSpan(plain.Layout.Offset + (i * n * n), n * n), n, b.Items<T>().AsSpan(i * n * columns, n * columns), columns, upper, unitriangular);
            }
        }
    }

    private static void SolveInto(Tensor a, Tensor b, int columns, Action<int, int> fail)
    {
        Tensor scratch = Scratch(a);
        if (a.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IFloatingPointIeee754<T>
        {
            int n = a.Shape[-1];
            var pivots = new int[n];
            for (int i = 0; i < Count(a); i++)
            {
                Span<T> matrix = scratch.Items<T>().AsSpan(i * n * n, n * n);
                int singular = Lu.Factor(matrix, n, pivots);
                if (singular > 0) fail(i, singular);
                Lu.Solve<T>(matrix, n, pivots, b.Items<T>().AsSpan(i * n * columns, n * columns), columns);
            }
        }
    }
}
