using System.Collections.Immutable;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>The element type of what an operation makes.</summary>
internal enum ResultType
{
    /// <summary>That of the first tensor.</summary>
    Same,

    /// <summary>That which holds all tensors and numbers among the arguments.</summary>
    Promoted,

    /// <summary>That of the first tensor; Int64 for booleans.</summary>
    SameOrInt64,

    /// <summary>That of the first tensor; Float32 for integers and booleans.</summary>
    Floating,

    /// <summary>That which holds all tensors and numbers; Float32 for integers and booleans.</summary>
    PromotedFloating,

    /// <summary>That of the first tensor; Int64 for integers and booleans.</summary>
    Summed,

    Bool,

    /// <summary>Bool, and UInt8 for UInt8.</summary>
    Truth,
    Int64,
    Float64,

    /// <summary>The first result is that of the first tensor, the second is Int64.</summary>
    SameAndInt64,

    /// <summary>The argument <c>dtype</c>.</summary>
    Argument,

    /// <summary>The argument <c>dtype</c>; without it, Float32 if one of the numbers is real, else that of the numbers.</summary>
    ArgumentOrNumbers,

    /// <summary>The type argument.</summary>
    Elements,

    /// <summary>An overload of which nothing is said.</summary>
    Unknown,
}

/// <summary>How many elements the result has.</summary>
internal enum ResultCount
{
    Unknown,

    /// <summary>As many as the first tensor.</summary>
    Same,

    /// <summary>The tensors are stretched to each other.</summary>
    Broadcast,

    /// <summary>One, unless dimensions are given.</summary>
    One,

    /// <summary>That of the argument <c>shape</c>, or of the elements given.</summary>
    Given,
}

/// <summary>What the result shares with the tensor it is made of.</summary>
internal enum ResultMemory
{
    /// <summary>It is a new object with memory of its own.</summary>
    New,

    /// <summary>It is a new object, and may show the same memory.</summary>
    View,

    /// <summary>It may be the very same object.</summary>
    MayBeSame,
}

/// <summary>Some operations of tensors that have the same kind of result.</summary>
internal sealed record TensorRow(ResultType Type, ResultCount Count, string Names)
{
    public ResultMemory Memory { get; init; }

    /// <summary>Once recorded, its graph holds tensors that a backward pass frees; not if one of the operands is a number.</summary>
    public bool IsSaving { get; init; }

    /// <summary>It holds an operand if another one requires a gradient.</summary>
    public bool SavesOperands { get; init; }

    public bool IsCreation => Count == ResultCount.Given;
}

/// <summary>
/// The static and instance methods and operators of <c>Tensor</c> by their results. A test runs each of them and holds what comes out against its row. An operation that is
/// not here has a result of which nothing is known.
/// </summary>
internal static class TensorOperations
{
    private static readonly TensorRow[] s_rows =
    [
        new(ResultType.Elements, ResultCount.Given, "From Wrap"),
        new(ResultType.Argument, ResultCount.Given, "Zeros Ones Eye Linspace Rand RandN RandInt"),
        new(ResultType.ArgumentOrNumbers, ResultCount.Given, "Full Arange"),
        new(ResultType.Int64, ResultCount.Given, "RandPerm"),
        new(ResultType.Same, ResultCount.Same, "ZerosLike"),

        new(ResultType.Promoted, ResultCount.Broadcast, "Add Sub op_Addition op_Subtraction"),
        new(ResultType.Promoted, ResultCount.Broadcast, "Mul op_Multiply") { IsSaving = true, SavesOperands = true },
        new(ResultType.Promoted, ResultCount.Broadcast, "Rsub"),
        new(ResultType.Promoted, ResultCount.Broadcast, "Maximum Minimum Max/other Min/other Remainder Fmod FloorDivide"),
        new(ResultType.Promoted, ResultCount.Broadcast, "op_BitwiseAnd op_BitwiseOr op_ExclusiveOr"),
        new(ResultType.SameOrInt64, ResultCount.Same, "Square") { IsSaving = true },
        new(ResultType.Promoted, ResultCount.Unknown, "Clamp ClampMin ClampMax"),
        new(ResultType.PromotedFloating, ResultCount.Broadcast, "Fmax Fmin Atan2 Hypot Logaddexp Logaddexp2 Xlogy Xlog1py"),

        new(ResultType.Bool, ResultCount.Broadcast, "Eq Ne op_LessThan op_GreaterThan op_LessThanOrEqual op_GreaterThanOrEqual"),
        new(ResultType.Bool, ResultCount.Broadcast, "LogicalAnd LogicalOr LogicalXor"),
        new(ResultType.Bool, ResultCount.Same, "LogicalNot IsNaN IsInf IsFinite"),
        new(ResultType.Truth, ResultCount.One, "Any All"),

        new(ResultType.Int64, ResultCount.One, "Argmax Argmin"),
        new(ResultType.Int64, ResultCount.Same, "Argsort"),
        new(ResultType.Int64, ResultCount.Unknown, "NonZero CountNonzero"),

        new(ResultType.Same, ResultCount.Same, "op_UnaryNegation Neg Abs Sign Sgn Floor Ceil Trunc Round op_OnesComplement"),
        new(ResultType.Same, ResultCount.Same, "Relu Tril Triu Flip Clone"),
        new(ResultType.Same, ResultCount.Same, "Positive Contiguous Flatten MoveDim") { Memory = ResultMemory.MayBeSame },
        new(ResultType.Floating, ResultCount.Same, "Exp Tanh Sigmoid Sqrt Rsqrt Sin Cos Log Log2 Log10 Log1p Erf") { IsSaving = true },
        new(ResultType.Floating, ResultCount.Same, "Exp2 Expm1 Tan Sinh Cosh Asin Acos Atan Asinh Acosh Atanh Erfc Reciprocal Lgamma Digamma Silu Gelu Softsign Mish Logsigmoid Elu Selu LeakyRelu"),
        new(ResultType.PromotedFloating, ResultCount.Same, "Deg2rad Rad2deg"),

        new(ResultType.Same, ResultCount.Same, "Reshape View Unflatten Unsqueeze Squeeze Transpose SwapAxes Permute T MT") { Memory = ResultMemory.View },
        new(ResultType.Same, ResultCount.Same, "Detach") { Memory = ResultMemory.View },
        new(ResultType.Same, ResultCount.Unknown, "Expand BroadcastTo ExpandAs Select Slice Narrow Diagonal Split Chunk Unbind") { Memory = ResultMemory.View },
        new(ResultType.Same, ResultCount.Unknown, "Repeat Tile Roll RepeatInterleave IndexSelect Gather MaskedSelect MaskedFill Take TakeAlongDim Diag"),
        new(ResultType.Argument, ResultCount.Same, "To") { Memory = ResultMemory.MayBeSame },

        new(ResultType.Summed, ResultCount.One, "Sum Prod Nansum Trace"),
        new(ResultType.Summed, ResultCount.Unknown, "Cumsum Cumprod"),
        new(ResultType.Same, ResultCount.One, "Mean Var Std Norm Median Max Min Amax Amin"),
        new(ResultType.Floating, ResultCount.Unknown, "LogSumExp"),
        new(ResultType.SameAndInt64, ResultCount.Unknown, "Sort Topk Kthvalue Cummax Cummin Max/dim Min/dim Median/dim"),
        new(ResultType.Float64, ResultCount.Broadcast, "FloatPower"),

        new(ResultType.Same, ResultCount.Unknown, "Matmul Mm") { IsSaving = true, SavesOperands = true },
        new(ResultType.Promoted, ResultCount.Unknown, "Outer Inner"),
        new(ResultType.Same, ResultCount.One, "Dot"),
        new(ResultType.Promoted, ResultCount.Unknown, "Cat Stack HStack VStack DStack Where"),

        // Without a rounding mode, which is told apart by the parameter, the quotient of integers is real.
        new(ResultType.PromotedFloating, ResultCount.Broadcast, "Div op_Division") { IsSaving = true },
        new(ResultType.Promoted, ResultCount.Broadcast, "Div/roundingMode"),
        new(ResultType.Promoted, ResultCount.Broadcast, "Pow"),
        new(ResultType.Unknown, ResultCount.Unknown, "Add/alpha Sub/alpha Log/other"),
    ];

    private static readonly ImmutableDictionary<string, TensorRow> s_byName = s_rows.SelectMany(row => row.Names.Split(' ').Select(name => (Name: name, Row: row))).ToImmutableDictionary(pair => pair.Name, pair => pair.Row);

    public static IReadOnlyList<TensorRow> Rows => s_rows;

    /// <param name="method">The name of a method or operator of <c>Tensor</c>.</param>
    /// <param name="parameters">The names of its parameters. Some overloads have a row of their own, named after one.</param>
    public static TensorRow? Find(string method, IEnumerable<string> parameters)
    {
        if (!s_byName.TryGetValue(method, out TensorRow? row)) return null;
        foreach (string parameter in parameters)
        {
            if (s_byName.TryGetValue($"{method}/{parameter}", out TensorRow? special)) row = special;
        }

        return row.Type == ResultType.Unknown ? null : row;
    }
}
