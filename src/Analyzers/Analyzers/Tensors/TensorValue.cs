using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>Whether a tensor has one element, as <c>Backward()</c> without a gradient demands.</summary>
internal enum ElementCount
{
    Unknown,
    One,
    NotOne,
}

/// <summary>What is recorded: <see langword="null"/> where it is not known.</summary>
internal readonly record struct RecordingMode(bool? NoGrad, bool? Inference)
{
    public static readonly RecordingMode Recording = new(false, false);
    public static readonly RecordingMode Unknown;

    public bool? IsRecording => NoGrad == true || Inference == true ? false : NoGrad == false && Inference == false ? true : null;

    public static RecordingMode Join(RecordingMode a, RecordingMode b) => new(a.NoGrad == b.NoGrad ? a.NoGrad : null, a.Inference == b.Inference ? a.Inference : null);
}

/// <summary>
/// What is certain of the value of an expression: a tensor, a <c>DType</c>, a <c>bool</c>, or several tensors. What can change about a tensor is in
/// <see cref="TensorObject"/>, found by <see cref="Origin"/>.
/// </summary>
internal sealed record TensorValue
{
    public static readonly TensorValue Unknown = new();
    public static readonly TensorValue Null = new() { DTypes = DTypeSet.None, IsNull = true };

    /// <summary>Of a tensor or a <c>DType</c>: the types that it may have.</summary>
    public DTypeSet DTypes { get; init; } = DTypeSet.Unknown;

    /// <summary>Types that one of the arms of this very expression certainly gives: <c>(c ? a : b)</c>. It does not last beyond a variable, which may be read only where the arm was not taken.</summary>
    public DTypeSet Arms { get; init; }

    public ElementCount Count { get; init; }

    /// <summary>If it is the result of a recorded operation, its graph holds tensors that a backward pass frees.</summary>
    public bool IsSaving { get; init; }

    /// <summary>The operation that made the object, if that is certain.</summary>
    public IOperation? Origin { get; init; }

    /// <summary>The operation that gave it its type, be it of an object that is certain or not.</summary>
    public IOperation? Source { get; init; }

    /// <summary>Of a <c>bool</c>.</summary>
    public bool? Truth { get; init; }

    /// <summary>Of a <c>ModeScope</c>: the mode that it goes back to.</summary>
    public RecordingMode? Before { get; init; }

    /// <summary>The members of a tuple, or tensors of a collection.</summary>
    public ImmutableArray<TensorValue> Parts { get; init; } = ImmutableArray<TensorValue>.Empty;

    /// <summary>Certainly <see langword="null"/>.</summary>
    public bool IsNull { get; init; }

    public bool IsNotNull => Origin is not null || Before is not null;

    /// <summary>What any of the tensors of a collection is.</summary>
    public TensorValue Element => Parts.Length == 0 ? Unknown : Parts.Skip(1).Aggregate(Parts[0], Join) with { Origin = null };

    /// <summary>It is no longer certain which object this is, if it was the one that this operation made.</summary>
    public TensorValue Without(IOperation origin)
    {
        TensorValue value = Origin == origin ? this with { Origin = null } : this;
        return value.Parts.IsEmpty ? value : value with { Parts = [.. value.Parts.Select(part => part.Without(origin))] };
    }

    public static TensorValue Join(TensorValue a, TensorValue b)
    {
        if (ReferenceEquals(a, b)) return a;
        return new TensorValue
        {
            DTypes = a.DTypes.Union(b.DTypes),
            Arms = a.Arms.Union(b.Arms),
            Count = a.Count == b.Count ? a.Count : ElementCount.Unknown,
            IsSaving = a.IsSaving && b.IsSaving,
            Origin = a.Origin == b.Origin ? a.Origin : null,
            Source = a.Source == b.Source ? a.Source : null,
            Truth = a.Truth == b.Truth ? a.Truth : null,
            IsNull = a.IsNull && b.IsNull,
            Before = a.Before == b.Before ? a.Before : null,
            Parts = a.Parts.Length == b.Parts.Length ? [.. a.Parts.Zip(b.Parts, Join)] : ImmutableArray<TensorValue>.Empty,
        };
    }

    public bool Equals(TensorValue? other) =>
        other is not null && DTypes == other.DTypes && Arms == other.Arms && Count == other.Count && IsSaving == other.IsSaving && Origin == other.Origin && Source == other.Source && Truth == other.Truth
        && IsNull == other.IsNull && Before == other.Before && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => DTypes.Bits;
}

/// <summary>What is certain of a tensor object at a place in the program: <see langword="null"/> where it is not known.</summary>
internal readonly record struct TensorObject
{
    public bool? RequiresGrad { get; init; }

    public bool? IsLeaf { get; init; }

    /// <summary>Whether the gradient is kept, or was set, though it is a result.</summary>
    public bool? RetainsGrad { get; init; }

    public bool? IsInference { get; init; }

    /// <summary>The backward pass that freed its graph.</summary>
    public IOperation? FreedBy { get; init; }

    /// <summary>Other code holds it, too, and may change it whenever it runs.</summary>
    public bool IsShared { get; init; }

    public static TensorObject Join(TensorObject a, TensorObject b) => new()
    {
        RequiresGrad = a.RequiresGrad == b.RequiresGrad ? a.RequiresGrad : null,
        IsLeaf = a.IsLeaf == b.IsLeaf ? a.IsLeaf : null,
        RetainsGrad = a.RetainsGrad == b.RetainsGrad ? a.RetainsGrad : null,
        IsInference = a.IsInference == b.IsInference ? a.IsInference : null,
        FreedBy = a.FreedBy == b.FreedBy ? a.FreedBy : null,
        IsShared = a.IsShared || b.IsShared,
    };
}
