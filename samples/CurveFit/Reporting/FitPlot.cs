using CurveFit.Models;
using CurveFit.Nist;
using ScottPlot;

namespace CurveFit.Reporting;

/// <summary>Draws the data of a problem and the fitted curve.</summary>
public static class FitPlot
{
    private const int CurvePoints = 500;

    public static void Save(ProblemReport report, string path)
    {
        NistProblem problem = report.Problem;
        StartReport best = report.Starts.MaxBy(start => start.Digits)!;
        using var plot = new Plot();

        // With a second predictor there is a family of curves over the first, one for each of its values.
        foreach (IGrouping<double, int> group in Enumerable.Range(0, problem.Observations).GroupBy(i => Second(problem, i)).OrderBy(group => group.Key))
        {
            string suffix = problem.Predictors > 1 ? $", x2 = {group.Key:G6}" : "";
            double[] x = [.. group.Select(i => problem.X[i * problem.Predictors])];
            var observed = plot.Add.Markers(x, [.. group.Select(i => report.Model.LogResponse ? Math.Log(problem.Y[i]) : problem.Y[i])]);
            observed.LegendText = $"data{suffix}";

            double[] grid = Generate.Range(x.Min(), x.Max(), (x.Max() - x.Min()) / CurvePoints);
            var curve = plot.Add.ScatterLine(grid, Curve(report.Model, grid, group.Key, best.Fit.Parameters));
            curve.LegendText = $"fitted curve{suffix}";
            curve.LineWidth = 2;
            if (problem.Predictors > 1)
                curve.Color = observed.Color;
        }

        plot.Title($"{problem.Name}: {FitTable.Digits(best.Digits)} correct digits with generated derivatives");
        plot.XLabel(problem.PredictorLabel.Split(';')[0]);
        plot.YLabel(report.Model.LogResponse ? $"log[y], {problem.ResponseLabel}" : problem.ResponseLabel);
        plot.ShowLegend(Edge.Right);
        plot.SavePng(path, 1000, 650);
    }

    private static double Second(NistProblem problem, int i) => problem.Predictors > 1 ? problem.X[i * problem.Predictors + 1] : 0;

    /// <summary>Residuals are curve minus response, so against responses of zero they are the curve.</summary>
    private static double[] Curve(CurveModel model, double[] first, double second, double[] parameters)
    {
        double[] x = model.Predictors > 1 ? [.. first.SelectMany(value => new[] { value, second })] : first;
        var curve = new double[first.Length];
        model.Residuals(x, new double[first.Length], parameters, curve);
        return curve;
    }
}
