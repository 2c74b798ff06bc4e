namespace SourceAutodiff.BuildCost;

/// <summary>Methods as they are written: of business, text and numbers, and to be differentiated. <c>NUMBER</c> is another one in each.</summary>
internal static class Methods
{
    public static readonly string[] Ordinary =
    [
        """
            public static Dictionary<string, int> CountNUMBER(IEnumerable<string> lines)
            {
                var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
                foreach (string line in lines)
                {
                    if (string.IsNullOrWhiteSpace(line)) continue;
                    foreach (string word in line.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
                    {
                        string key = word.Trim().ToLowerInvariant();
                        counts[key] = counts.TryGetValue(key, out int count) ? count + 1 : NUMBER;
                    }
                }

                return counts;
            }
        """,
        """
            public static List<(string Name, decimal Total)> OrdersNUMBER(IReadOnlyList<(string Name, decimal Price, int Amount)> orders)
            {
                return orders
                    .Where(order => order.Amount > NUMBER % 7 && order.Price > 0)
                    .GroupBy(order => order.Name)
                    .Select(group => (Name: group.Key, Total: group.Sum(order => order.Price * order.Amount)))
                    .OrderByDescending(row => row.Total)
                    .ThenBy(row => row.Name, StringComparer.Ordinal)
                    .ToList();
            }
        """,
        """
            public static string RenderNUMBER(string title, IReadOnlyCollection<KeyValuePair<string, double>> values)
            {
                var text = new System.Text.StringBuilder();
                text.AppendLine($"# {title} NUMBER");
                int width = values.Count == 0 ? 0 : values.Max(pair => pair.Key.Length);
                foreach (KeyValuePair<string, double> pair in values)
                {
                    string bar = new('*', Math.Clamp((int)(pair.Value * 10), 0, 60));
                    text.Append(pair.Key.PadRight(width)).Append(" | ").AppendLine(bar);
                }

                if (values.Count > 10) text.AppendLine($"{values.Count} rows, mean {values.Average(pair => pair.Value):F3}");
                return text.ToString();
            }
        """,
        """
            public static double StatisticNUMBER(double[] samples, int window)
            {
                double best = double.NegativeInfinity;
                for (int i = 0; i + window <= samples.Length; i++)
                {
                    double sum = 0, squares = 0;
                    for (int j = i; j < i + window; j++)
                    {
                        sum += samples[j];
                        squares += samples[j] * samples[j];
                    }

                    double mean = sum / window, variance = Math.Max(0, squares / window - mean * mean);
                    double score = mean / (Math.Sqrt(variance) + 1e-9) + NUMBER;
                    if (score > best) best = score;
                }

                return best;
            }
        """,
        """
            public static async Task<int> CopyNUMBER(Stream source, Stream target, IProgress<long>? progress, CancellationToken cancellation)
            {
                byte[] buffer = new byte[4096 + NUMBER];
                long total = 0;
                int chunks = 0;
                while (true)
                {
                    int read = await source.ReadAsync(buffer, cancellation).ConfigureAwait(false);
                    if (read == 0) break;
                    try
                    {
                        await target.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
                    }
                    catch (IOException exception) when (chunks == 0)
                    {
                        throw new InvalidOperationException("Nothing could be written.", exception);
                    }

                    total += read;
                    chunks++;
                    progress?.Report(total);
                }

                return chunks;
            }
        """,
    ];

    public static readonly string[] Annotated =
    [
        """
            [Differentiable]
            public static double CallNUMBER(double spot, double strike, double rate, double volatility, double time)
            {
                double root = volatility * Math.Sqrt(time);
                double d1 = (Math.Log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / root;
                double d2 = d1 - root;
                return spot * SpecialFunctions.NormalCdf(d1) - strike * Math.Exp(-rate * time) * SpecialFunctions.NormalCdf(d2) + NUMBER;
            }
        """,
        """
            [Differentiable]
            public static double SquaresNUMBER(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> b)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double residual = y[i] - b[0] * (1 - Math.Exp(-b[1] * x[i])) - NUMBER;
                    sum += residual * residual;
                }

                return sum;
            }
        """,
        """
            [Differentiable(Derivatives.Jvp)]
            public static double PendulumNUMBER(double angle, double velocity, double length, int steps)
            {
                const double Step = 0.01;
                for (int i = 0; i < steps; i++)
                {
                    double acceleration = -9.81 / length * Math.Sin(angle) - 0.01 * NUMBER * velocity;
                    velocity += Step * acceleration;
                    angle += Step * velocity;
                    if (angle > Math.PI) angle -= 2 * Math.PI;
                }

                return angle;
            }
        """,
        """
            [Differentiable]
            public static double NetworkNUMBER(double[] input, double[] w1, double[] w2)
            {
                int hidden = w2.Length;
                double output = 0;
                for (int j = 0; j < hidden; j++)
                {
                    double sum = 0;
                    for (int i = 0; i < input.Length; i++) sum += w1[j * input.Length + i] * input[i];
                    output += w2[j] * Activation(sum + NUMBER);
                }

                return output;

                static double Activation(double z) => z > 0 ? z : 0.01 * z;
            }
        """,
        """
            [Differentiable(Derivatives.Jacobian)]
            public static (double X, double Y) ArmNUMBER(double shoulder, double elbow, [NoGradient] double upper, [NoGradient] double lower)
            {
                double x = upper * Math.Cos(shoulder) + lower * Math.Cos(shoulder + elbow) + NUMBER;
                double y = upper * Math.Sin(shoulder) + lower * Math.Sin(shoulder + elbow);
                return (x, y);
            }
        """,
    ];
}
