using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator;

/// <summary>What the companions of a contract are made of.</summary>
/// <param name="Signature">A call through the contract, with the object constant: what the companions take.</param>
/// <param name="Own">The derivatives of the body; null if there is none.</param>
/// <param name="Arguments">The same with the object constant.</param>
internal sealed record CompanionFunctions(DerivedFunctions Signature, DerivedFunctions? Own, DerivedFunctions? Arguments)
{
    /// <param name="derived">The derivatives that the user calls.</param>
    public static CompanionFunctions Of(DifferentiableProgram program, ContractRequest contract, Function dispatch, DerivedFunctions derived)
    {
        DerivedFunctions signature = Pipeline.Differentiate(WithConstantObject(program with { Primal = dispatch }))!;
        if (contract.IsAbstract) return new CompanionFunctions(signature, null, null);
        // The derivatives that the user calls are those of the body only if no other body can be meant.
        DerivedFunctions? own = contract.IsOpen ? Pipeline.Differentiate(Named(program, "Own")) : derived;
        return new CompanionFunctions(signature, own, Pipeline.Differentiate(WithConstantObject(Named(program, "Arguments"))));
    }

    private static DifferentiableProgram Named(DifferentiableProgram program, string suffix)
    {
        MethodRequest request = program.Request;
        string[] hint = request.HintName.Split('.');
        // Functions of a recursion are named after the file.
        hint[hint.Length - 3] += suffix;
        return program with
        {
            Request = request with { Name = $"{request.Contract!.Companions[0].Name}{suffix}", Accessibility = "private", HintName = string.Join(".", hint), HandWritten = [] },
        };
    }

    private static DifferentiableProgram WithConstantObject(DifferentiableProgram program)
    {
        int leaves = program.Request.Arguments[0].LeafCount;
        return program with
        {
            Request = program.Request with { Parameters = program.Request.Parameters.Select((leaf, i) => i < leaves ? leaf with { Differentiated = false } : leaf).ToEquatableArray() },
            Primal = program.Primal with
            {
                Parameters = program.Primal.Parameters.Select(parameter => parameter.Source < leaves ? parameter with { Differentiated = false } : parameter).ToEquatableArray(),
            },
        };
    }
}
