using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Simplification;

/// <summary>What an operation does beside computing its results.</summary>
internal static class Effects
{
    /// <summary>Depends on its operands alone, changes nothing and cannot throw: may be moved, shared and dropped.</summary>
    public static bool IsPure(Operation operation) => operation switch
    {
        Constant or Length => true,
        IR.Convert convert => !convert.IsChecked,
        Compute compute => StructFunctions.Find(compute.Op) is { CanThrow: false },
        Apply apply when Ops.IsChecked(apply.Op) => false,
        Apply { Op: Ops.Divide or Ops.Remainder } apply => apply.Result.Type.IsReal,
        Apply apply => !PrimalNames.CanThrow(apply.Op, apply.Arguments.Count),
        _ => false,
    };
}
