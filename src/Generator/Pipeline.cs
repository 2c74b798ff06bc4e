using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator;

/// <summary>What Emission turns into C#: the derivatives of one method that were asked for, each an ordinary function of the IR.</summary>
/// <param name="Backward">Parameters: primal, seeds of the real results, cotangent buffers. Results: gradients of the differentiated real scalars.</param>
/// <param name="ValueAndGradient">For one real result: as <paramref name="Backward"/> with the seed 1, and the primal result first.</param>
/// <param name="Jvp">Parameters: primal, tangents. Results: primal and tangent of each result.</param>
/// <param name="JvpLanes">The same with each tangent (scalar or buffer element) a <see cref="LanesType"/>; for the Jacobian.</param>
internal sealed record DerivedFunctions(
    MethodRequest Request, Function Primal, Function Backward, Function? ValueAndGradient, Function? Jvp, Function? JvpLanes);
