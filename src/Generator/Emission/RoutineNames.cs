using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>What routines are called in C#.</summary>
internal static class RoutineNames
{
    public static string Of(Routine routine) => routine.Kind == RoutineKind.Method ? routine.Name : Of(routine.Name, routine.Kind) + routine.TypeArguments;

    /// <summary>The private member for a function of the program.</summary>
    public static string Of(string function, RoutineKind kind) => $"{function}__{kind}";
}
