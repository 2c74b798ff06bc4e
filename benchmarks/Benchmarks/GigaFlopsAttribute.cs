using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace SourceAutodiff.Benchmarks;

/// <summary>A column with the speed of products of square matrices.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class GigaFlopsAttribute(string size) : ColumnConfigBaseAttribute(new Column(size))
{
    private sealed class Column(string size) : IColumn
    {
        public string Id => nameof(GigaFlopsAttribute);

        public string ColumnName => "GFLOP/s";

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => "2 n³ operations in the mean time";

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
        {
            if (summary[benchmarkCase]?.ResultStatistics is not { } statistics) return "NA";
            double n = (int)benchmarkCase.Parameters[size];
            return (2 * n * n * n / statistics.Mean).ToString("F1", System.Globalization.CultureInfo.InvariantCulture);
        }

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
    }
}
