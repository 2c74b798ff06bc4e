using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Infrastructure;

namespace SourceAutodiff.Generator.Diagnostics;

/// <summary>Collects diagnostics. What overlaps one already reported is a consequence of it and is left out.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<DiagnosticInfo> _diagnostics = [];

    private readonly Stack<LocationInfo?> _calls = new();

    public int Count => _diagnostics.Count;

    /// <summary>Something is wrong, reported or not: the C# compiler reports code that does not compile.</summary>
    public bool HasFailed { get; private set; }

    public void Fail() => HasFailed = true;

    /// <summary>What is reported until <see cref="Leave"/> is in a body that this call leads to.</summary>
    public void Enter(Location call) => _calls.Push(LocationInfo.From(call));

    public void Leave() => _calls.Pop();

    /// <summary>The calls that have been entered, the last one first.</summary>
    public EquatableArray<LocationInfo> Chain => _calls.OfType<LocationInfo>().ToEquatableArray();

    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments)
    {
        HasFailed = true;
        LocationInfo? place = LocationInfo.From(location);
        if (place is not null && _diagnostics.Any(other => other.Location is { } known && known.Path == place.Path && known.Span.OverlapsWith(place.Span))) return;
        _diagnostics.Add(new DiagnosticInfo(descriptor.Id, place, arguments.ToEquatableArray()) { Chain = Chain });
    }

    public EquatableArray<DiagnosticInfo> ToEquatableArray() => _diagnostics.ToEquatableArray();
}
