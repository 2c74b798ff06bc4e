using System.Diagnostics;
using SourceAutodiff.Fuzz.Tests.Writing;

namespace SourceAutodiff.Fuzz.Tests.Checking;

/// <summary>Leaves out one statement after the other, or puts the body of a compound one in its place, as long as the program still fails in the same way.</summary>
internal sealed class Shrinker(Verdict failure, TimeSpan time)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private bool IsOver => _clock.Elapsed > time;

    public FuzzProgram Run()
    {
        Block members = failure.Program.Members.Copy();
        bool changed = true;
        while (changed && !IsOver) changed = ShrinkBlock(members, members);
        return failure.Program with { Members = members };
    }

    private bool ShrinkBlock(Block root, Block block)
    {
        bool changed = false;
        for (int i = block.Statements.Count - 1; i >= 0 && !IsOver; i--)
        {
            Statement old = block.Statements[i];
            if (old.IsNeeded) continue;
            block.Statements.RemoveAt(i);
            if (StillFails(root))
            {
                changed = true;
                continue;
            }

            block.Statements.Insert(i, old);
            Block[] inner = [.. old.Parts.OfType<Block>()];
            if (block != root && inner.Length > 0)
            {
                block.Statements.RemoveAt(i);
                block.Statements.InsertRange(i, inner[0].Statements);
                if (StillFails(root))
                {
                    changed = true;
                    continue;
                }

                block.Statements.RemoveRange(i, inner[0].Statements.Count);
                block.Statements.Insert(i, old);
            }

            foreach (Block part in inner) changed |= ShrinkBlock(root, part);
        }

        return changed;
    }

    private bool StillFails(Block members)
    {
        if (IsOver) return false;
        Verdict verdict = Batch.Run([failure.Program with { Members = members }])[0];
        return verdict.Outcome == Outcome.Failed && verdict.Kind == failure.Kind;
    }
}
