using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Rules.Vectors;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>What is cheaper to compute again than to write to memory and read back.</summary>
internal static class Costs
{
    public static bool IsCheap(Apply apply) => apply.Op switch
    {
        Ops.Divide or Ops.Remainder => !apply.Result.Type.IsReal,
        "Abs" or "Max" or "Min" or "Sign" or "CopySign" or "FusedMultiplyAdd" or "Clamp" => true,
        "Floor" or "Ceiling" or "Truncate" => true,
        "Relu" or "Relu6" or "LeakyRelu" or "HardTanh" or "HardShrink" or "SoftShrink" or "Threshold" => true,
        _ when VectorOps.Is(apply.Op) => VectorOps.IsCheap(apply.Op),
        _ => char.IsLower(apply.Op[0]),
    };
}
