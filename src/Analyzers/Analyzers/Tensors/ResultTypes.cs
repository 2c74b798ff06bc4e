namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>The type of a result from those of what it is made of.</summary>
internal static class ResultTypes
{
    /// <param name="row">The kind of operation.</param>
    /// <param name="method">Which one.</param>
    /// <param name="tensors">The types of the tensor that it is called on, and of those among the arguments.</param>
    /// <param name="numbers">The types of numbers among the arguments: Bool, Int64 or Float64.</param>
    /// <param name="dtype">The argument <c>dtype</c>, if it is given.</param>
    public static DTypeSet Of(TensorRow row, string method, DTypeSet[] tensors, DTypeSet[] numbers, DTypeSet? dtype)
    {
        DTypeSet first = tensors.Length > 0 ? tensors[0] : DTypeSet.Unknown;
        return row.Type switch
        {
            ResultType.Same or ResultType.SameAndInt64 => first,
            ResultType.SameOrInt64 => first.Map(type => DTypeSet.Of(type) == DTypeSet.Bool ? DTypeSet.Int64 : DTypeSet.Of(type)),
            ResultType.Promoted => Promoted(),
            ResultType.Floating => first.ToFloating(),
            ResultType.PromotedFloating => Promoted().ToFloating(),
            ResultType.Summed => first.ToSum(),
            ResultType.Bool => DTypeSet.Bool,
            ResultType.Truth => first.Map(type => DTypeSet.Of(type) == DTypeSet.UInt8 ? DTypeSet.UInt8 : DTypeSet.Bool),
            ResultType.Int64 => DTypeSet.Int64,
            ResultType.Float64 => DTypeSet.Float64,
            ResultType.Argument => dtype ?? DTypeSet.Unknown,
            ResultType.ArgumentOrNumbers => dtype ?? Numbers(),
            _ => DTypeSet.Unknown,
        };

        DTypeSet Promoted()
        {
            DTypeSet result = tensors.Skip(1).Aggregate(first, DTypeSet.Promote);
            return numbers.Aggregate(result, DTypeSet.PromoteNumber);
        }

        DTypeSet Numbers()
        {
            DTypeSet result = numbers.Aggregate(DTypeSet.Bool, DTypeSet.PromoteNumber);

            // A range of booleans is one of integers.
            return method == "Arange" ? result.Map(type => DTypeSet.Of(type) == DTypeSet.Bool ? DTypeSet.Int64 : DTypeSet.Of(type)) : result;
        }
    }
}
