using Microsoft.CodeAnalysis;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.Lowering;

namespace SourceAutodiff.Generator;

/// <summary>All there is to say about one annotated method: what the front end reports, and which derivatives are lost.</summary>
internal static class MethodDiagnostics
{
    public static IReadOnlyList<DiagnosticInfo> Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        FrontEndResult result = FrontEnd.Analyze(method, compilation, cancellation);
        if (result.Program is null) return result.Diagnostics;
        InlinedProgram program;
        try
        {
            program = new InlinedProgram(result.Program);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The generator fails at the same place, and reports it.
            return result.Diagnostics;
        }

        return [.. result.Diagnostics.Concat(OfActivity(method, result, program)).Distinct()];
    }

    /// <summary>With the places where the derivative ends.</summary>
    private static DiagnosticInfo Inactive(Site site, IMethodSymbol method, Site[] leaves, FrontEndResult result, InlinedProgram program)
    {
        Site[] ends = EndsOf(leaves, result, program);
        string reason = !leaves.Any(program.IsUsed) ? "it is never used"
            : ends.Length == 0 ? "it only decides what is computed, or what is computed of it is not used"
            : $"the only path goes through {string.Join(" and ", ends.Select(end => $"'{end.Text}' (line {end.Location.Lines.Start.Line + 1})"))}, which is piecewise constant";
        return new DiagnosticInfo(Descriptors.InactiveParameter.Id, site.Location, [site.Text, method.Name, reason]) { Chain = ends.Select(end => end.Location).ToEquatableArray() };
    }

    private static Site[] EndsOf(IEnumerable<Site> parameters, FrontEndResult result, InlinedProgram program)
    {
        Site[] conversions = [.. result.Sites.Where(site => site.Kind is SiteKind.RealToInteger or SiteKind.PiecewiseConstant)];
        return [.. parameters.SelectMany(parameter => program.Between(parameter, conversions)).Distinct().Take(3)];
    }

    private static IEnumerable<DiagnosticInfo> OfActivity(IMethodSymbol method, FrontEndResult result, InlinedProgram program)
    {
        // What an implementation does not depend on is its contract's concern.
        bool isFree = result.Program!.Request.Contract is not null;
        if (!program.Lost.HasActiveResult && !isFree)
            yield return new DiagnosticInfo(Descriptors.NothingActive.Id, LocationInfo.From(method.Locations[0]), [method.Name]) { Chain = EndsOf(result.Sites.Where(site => site.Kind == SiteKind.Parameter), result, program).Select(end => end.Location).ToEquatableArray() };

        // A struct or object is inactive if all that is in it is.
        IEnumerable<Site> LeavesOf(Site site) => result.Sites.Where(other => other.Kind == SiteKind.Parameter && other.Function == site.Function && other.Location == site.Location);
        foreach (Site site in result.Sites)
        {
            switch (site.Kind)
            {
                // That nothing is active says it of each parameter.
                case SiteKind.Parameter when !isFree && program.Lost.HasActiveResult && LeavesOf(site).All(program.IsInactive):
                    yield return Inactive(site, method, [.. LeavesOf(site)], result, program);
                    break;
                case SiteKind.RealToInteger when program.IsCut(site):
                    yield return new DiagnosticInfo(
                        Descriptors.GradientCut.Id, site.Location,
                        [site.Text, "is piecewise constant", "no gradient passes through it to a result", "stay in floating point, or mark what it comes from [NoGradient]"]) { Chain = site.Chain };
                    break;
                case SiteKind.Table when program.WrittenTables.Contains(site.Text):
                    yield return new DiagnosticInfo(Descriptors.OutsideState.Id, site.Location, [site.Text.Split('.').Last(), ", since it is written"]) { Chain = site.Chain };
                    break;
                case SiteKind.LiteralQuotient:
                    yield return new DiagnosticInfo(
                        Descriptors.GradientCut.Id, site.Location,
                        [site.Text, "divides integers", "the remainder is lost before the result becomes a floating-point number", "make one of them a floating-point number"]) { Chain = site.Chain };
                    break;
            }
        }
    }
}
