namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>What is reported when a stage fails on a method: never an exception, which would take the derivatives of all other methods with it.</summary>
internal static class InternalErrors
{
    public static DiagnosticInfo Of(string method, LocationInfo? location, Exception exception) =>
        new(Descriptors.InternalError.Id, location, [method, $"{exception.GetType().Name}: {exception.Message}"]);
}
