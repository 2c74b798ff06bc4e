namespace SourceAutodiff.Fuzz.Tests.Writing;

/// <summary>What a program may use beyond scalars, arrays, spans, loops, branches and calls. Each program draws a few, so that not all fail for the sake of one.</summary>
internal enum Feature
{
    Floats,
    Indices,
    Structs,
    StructArrays,
    Classes,
    Receivers,
    References,
    RefStructs,
    Switches,
    Patterns,
    LocalFunctions,
    Lambdas,
    Recursion,
    Matrices,
    Jagged,
    Lists,
    Finally,
    Throws,
    Checked,
    Linq,
    Generics,
    Functions,
    Custom,
    Odd,
}
