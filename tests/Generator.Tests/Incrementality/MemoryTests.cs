using System.Runtime.CompilerServices;

namespace SourceAutodiff.Generator.Tests.Incrementality;

public class MemoryTests
{
    /// <summary>A cached symbol, operation or location would keep its whole compilation.</summary>
    [Fact]
    public void A_compilation_can_be_collected_once_the_next_one_has_been_seen()
    {
        var project = new EditedProject(SampleProject.Files);
        WeakReference first = Run(project);
        WeakReference second = Edit(project, "x * x * y", "x + y");
        WeakReference third = Edit(project, "x + y", "x - y");
        Collect();
        Assert.False(first.IsAlive, "the first compilation is kept alive");
        Assert.False(second.IsAlive, "the second compilation is kept alive");
        Assert.True(third.IsAlive, "the project still has its compilation");
        GC.KeepAlive(project);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Run(EditedProject project)
    {
        project.Run();
        return new WeakReference(project.Compilation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Edit(EditedProject project, string old, string replacement)
    {
        project.Edit("Alone.cs", old, replacement);
        return Run(project);
    }

    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
