using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>A place in the source as plain values: a Roslyn location would keep a whole compilation alive in the cache.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationInfo? From(Location location) =>
        location.SourceTree is null ? null : new LocationInfo(location.SourceTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>A diagnostic to be reported: which, where, and the words to fill in.</summary>
internal sealed record DiagnosticInfo(string Id, LocationInfo? Location, EquatableArray<string> Arguments)
{
    /// <summary>What leads there: the calls from the annotated method on, the last one first; or where the derivative ends.</summary>
    public EquatableArray<LocationInfo> Chain { get; init; } = [];
}
