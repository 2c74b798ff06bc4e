using SourceAutodiff.Generator.Activity;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Differentiation;

/// <summary>When the contents of a buffer can still be read in the backward sweep.</summary>
/// <param name="lost">The ids of buffer parameters whose contents are others by the time of the backward sweep.</param>
internal sealed class Memory(Structure structure, ISet<int> lost)
{
    private readonly ILookup<int, Operation> _writes = structure.Operations
        .SelectMany(operation => operation.WrittenBuffers.Select(buffer => (Operation: operation, Root: structure.Root(buffer).Id)).Distinct())
        .ToLookup(write => write.Root, write => write.Operation);

    private readonly ILookup<int, Load> _loads = structure.Operations.OfType<Load>().ToLookup(load => structure.Root(load.Buffer).Id);

    /// <summary>The root buffers whose old elements are saved by each write, so that the backward sweep can restore them.</summary>
    public HashSet<int> Saved { get; } = [];

    /// <summary>
    /// The load can be repeated when its region is reversed: nothing in the region writes the buffer after it, and what is written later
    /// elsewhere has been restored by then.
    /// </summary>
    public bool CanReload(Load load)
    {
        Value root = structure.Root(load.Buffer);
        if (!IsReachable(root)) return false;
        RegionPlace region = structure.RegionOf(load);
        return _writes[root.Id].All(write =>
            !MayFollow(load, write) || (Saved.Contains(root.Id) && !(IsAfter(write, load) && structure.RegionOf(write).IsInside(region))));
    }

    /// <summary>The write overwrites an element that is loaded again in the backward sweep.</summary>
    public bool MustSave(Operation write)
    {
        Value root = structure.Root(write.WrittenBuffer!);
        return Saved.Contains(root.Id) && _loads[root.Id].Any(load => IsRepeated(load) && MayFollow(load, write));
    }

    /// <summary>The value that a load just before the write read from the very element it overwrites; null if there is none.</summary>
    public Value? AlreadyLoaded(Operation write)
    {
        (Value buffer, Value index) = write switch
        {
            Store store => (store.Buffer, store.Index),
            Accumulate accumulate => (accumulate.Buffer, accumulate.Index),
            _ => throw new InvalidOperationException("only writes save elements"),
        };
        RegionPlace region = structure.RegionOf(write);
        return _loads[structure.Root(buffer).Id].FirstOrDefault(load =>
            load.Buffer == buffer && load.Index == index && structure.RegionOf(load) == region && IsAfter(write, load)
            && !_writes[structure.Root(buffer).Id].Any(other => IsAfter(other, load) && IsAfter(write, other)))?.Result;
    }

    /// <summary>
    /// For each written buffer chooses the cheaper of: save what each write overwrites, or store what each load read.
    /// </summary>
    /// <param name="needed">The loads whose values the backward sweep reads, directly or to recompute others.</param>
    public void ChooseSaved(IEnumerable<Load> needed)
    {
        foreach (IGrouping<int, Load> loads in needed.Where(IsRepeated).GroupBy(load => structure.Root(load.Buffer).Id))
        {
            if (!IsReachable(structure.Root(loads.First().Buffer)) || _writes[loads.Key].Any(write => write is Invoke)) continue;
            double saving = _writes[loads.Key].Where(write => loads.Any(load => MayFollow(load, write))).Sum(Executions);
            double storing = loads.Where(load => _writes[loads.Key].Any(write => MayFollow(load, write))).Sum(Executions);
            if (saving < storing) Saved.Add(loads.Key);
        }
    }

    /// <summary>In the backward sweep the buffer may hold something else than when the operation reads it.</summary>
    public bool IsLost(Operation reader, Value buffer)
    {
        Value root = structure.Root(buffer);
        return !IsReachable(root) || _writes[root.Id].Any(write => ReferenceEquals(write, reader) || MayFollow(reader, write));
    }

    /// <summary>What a load in a standing region read is still there when it is needed.</summary>
    private bool IsRepeated(Load load) => !structure.RegionOf(load).Stands;

    /// <summary>Buffers of standing regions are visible when their users are reversed; others are gone by then.</summary>
    private bool IsReachable(Value root) => structure.Home(root).Stands && !lost.Contains(root.Id);

    /// <summary>A guess at how often the operation runs, to compare one with another.</summary>
    private double Executions(Operation operation) => Math.Pow(8, structure.RegionOf(operation).LoopDepth);

    private bool MayFollow(Operation earlier, Operation later) => IsAfter(later, earlier) || ShareLoop(earlier, later);

    private bool IsAfter(Operation later, Operation earlier) => structure.Order(later) > structure.Order(earlier);

    private bool ShareLoop(Operation a, Operation b)
    {
        for (RegionPlace? place = structure.RegionOf(a); place is not null; place = place.Parent)
        {
            if (place.IsLoop && !place.Stands)
            {
                for (RegionPlace? other = structure.RegionOf(b); other is not null; other = other.Parent)
                {
                    // The condition and the body of a while loop are two regions of one loop.
                    if (ReferenceEquals(other.Owner, place.Owner)) return true;
                }
            }
        }

        return false;
    }
}
