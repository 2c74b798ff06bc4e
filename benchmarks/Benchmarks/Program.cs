using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SourceAutodiff.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project benchmarks/Benchmarks</c> measures everything in one run; arguments are BenchmarkDotNet's
/// (<c>--filter *Gmm*</c>). Before anything is timed, the gradients are held against each other.
/// </summary>
public static class Program
{
    public static int Main(string[] arguments)
    {
        if (!Verify()) return 1;
        // In one process, so that everything that is compared runs on the same warm machine.
        ManualConfig config = DefaultConfig.Instance.AddJob(Job.Default.WithWarmupCount(4).WithMinIterationCount(6).WithMaxIterationCount(12).WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments.Length > 0 ? arguments : ["--filter", "*"], config);
        return 0;
    }

    private static bool Verify()
    {
        bool agrees = true;
        foreach (Model model in Model.All)
        {
            double[] generated = new double[model.B.Length], handWritten = new double[model.B.Length], differences = new double[model.B.Length];
            model.Generated(model.X, model.Y, model.B, generated);
            model.HandWritten(model.X, model.Y, model.B, handWritten);
            model.CentralDifferences(new double[model.B.Length], differences);
            for (int j = 0; j < generated.Length; j++)
            {
                bool same = Math.Abs(generated[j] - handWritten[j]) <= 1e-10 * Math.Abs(handWritten[j])
                    && Math.Abs(generated[j] - differences[j]) <= 1e-4 * Math.Abs(differences[j]);
                if (!same) Console.Error.WriteLine($"{model.Name}, parameter {j}: generated {generated[j]:R}, by hand {handWritten[j]:R}, differences {differences[j]:R}");
                agrees &= same;
            }
        }

        (double handWritten, double differences) gmm = new GmmProblem(5, 4).Check();
        if (!(gmm.handWritten < 1e-10 && gmm.differences < 1e-6)) Console.Error.WriteLine($"gmm: off by {gmm.handWritten:R} and {gmm.differences:R}");
        return agrees && gmm.handWritten < 1e-10 && gmm.differences < 1e-6;
    }
}
