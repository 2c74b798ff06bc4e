using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules;
using SourceAutodiff.Generator.Rules.Structs;

namespace SourceAutodiff.Generator.Emission;

/// <summary>What an operation may be moved past.</summary>
internal static class Effects
{
    /// <summary>Gives the same wherever it stands, as long as memory does not change and nothing else throws first.</summary>
    public static bool IsExpression(Operation operation) => operation is Constant or Apply or IR.Convert or Length or Load or Window or Compute { Returned.Count: 1 };

    public static bool ChangesMemory(Operation operation) => operation is Store or Accumulate or Push or Pop or Invoke or Throw or Perform;

    public static bool ReadsMemoryOrThrows(Operation operation) =>
        operation is Load or Window { IsInRange: false } or IR.Convert { IsChecked: true }
        || (operation is Apply { Op: var op } && Ops.IsChecked(op))
        || operation is Apply { Op: Ops.Divide or Ops.Remainder, Result.Type.IsReal: false }
        || (operation is Apply apply && PrimalNames.CanThrow(apply.Op, apply.Arguments.Count))
        || (operation is Compute compute && StructFunctions.Find(compute.Op)!.CanThrow)
        || operation.Regions.Any(region => region.Operations.Any(ReadsMemoryOrThrows));

    /// <summary>May be left out if its results are not used.</summary>
    public static bool IsRemovable(Operation operation) => operation is Length or NewStack || (operation is Compute && !ReadsMemoryOrThrows(operation)) || (IsExpression(operation) && !ReadsMemoryOrThrows(operation));
}
