namespace DerivativeTests.Corpus;

/// <summary>Dynamic programming with <c>Math.Max</c> and <c>Math.Min</c>: the derivative follows the best choices.</summary>
public static partial class OptimalChoices
{
    /// <summary>The best path through hidden states, two rows that take turns.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("transition", Length = 9)]
    [Inputs("emission", Length = 6)]
    [Inputs("symbols", 0, 1, 1, 0, 1)]
    public static double Viterbi(ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<int> symbols)
    {
        const int states = 3;
        double[] score = new double[states], next = new double[states];
        for (int s = 0; s < states; s++) score[s] = Math.Log(emission[2 * s + symbols[0]]);
        for (int t = 1; t < symbols.Length; t++)
        {
            for (int s = 0; s < states; s++)
            {
                double best = double.NegativeInfinity;
                for (int from = 0; from < states; from++) best = Math.Max(best, score[from] + Math.Log(transition[from * states + s]));
                next[s] = best + Math.Log(emission[2 * s + symbols[t]]);
            }

            for (int s = 0; s < states; s++) score[s] = next[s];
        }

        return Math.Max(score[0], Math.Max(score[1], score[2]));
    }

    /// <summary>Global alignment of two sequences (Needleman and Wunsch).</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("similarity", Length = 16, Min = -1, Max = 1)]
    [Inputs("a", 0, 2, 3, 1)]
    [Inputs("b", 2, 3, 0)]
    [Inputs("gap", Min = 0.1, Max = 0.5)]
    public static double GlobalAlignment(ReadOnlySpan<double> similarity, ReadOnlySpan<int> a, ReadOnlySpan<int> b, double gap)
    {
        int width = b.Length + 1;
        double[] best = new double[(a.Length + 1) * width];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    best[i * width + j] = -gap * (i + j);
                    continue;
                }

                double match = best[(i - 1) * width + j - 1] + similarity[a[i - 1] * 4 + b[j - 1]];
                double skip = Math.Max(best[(i - 1) * width + j], best[i * width + j - 1]) - gap;
                best[i * width + j] = Math.Max(match, skip);
            }
        }

        return best[a.Length * width + b.Length] + similarity[15] * similarity[0];
    }

    /// <summary>Local alignment (Smith and Waterman): never below zero, the maximum anywhere.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("similarity", Length = 12, Min = -1, Max = 1.5)]
    [Inputs("gap", Min = 0.1, Max = 0.3)]
    public static double LocalAlignment(ReadOnlySpan<double> similarity, double gap)
    {
        const int columns = 4;
        int rows = similarity.Length / columns;
        double[] above = new double[columns + 1];
        double best = 0;
        for (int i = 0; i < rows; i++)
        {
            double diagonal = 0;
            for (int j = 1; j <= columns; j++)
            {
                double score = Math.Max(0, diagonal + similarity[i * columns + j - 1]);
                score = Math.Max(score, Math.Max(above[j], above[j - 1]) - gap);
                diagonal = above[j];
                above[j] = score;
                best = Math.Max(best, score);
            }
        }

        return best;
    }

    /// <summary>The knapsack, one row from the end to the start.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("values", Length = 5)]
    [Inputs("sizes", 2, 1, 3, 2, 4)]
    public static double Knapsack(ReadOnlySpan<double> values, ReadOnlySpan<int> sizes)
    {
        const int capacity = 7;
        double[] best = new double[capacity + 1];
        for (int item = 0; item < values.Length; item++)
        {
            for (int room = capacity; room >= sizes[item]; room--) best[room] = Math.Max(best[room], best[room - sizes[item]] + values[item]);
        }

        return best[capacity];
    }

    /// <summary>The cheapest order of a chain of products.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("sizes", Length = 5)]
    public static double ProductOrder(ReadOnlySpan<double> sizes)
    {
        int n = sizes.Length - 1;
        double[] cost = new double[n * n];
        for (int length = 2; length <= n; length++)
        {
            for (int i = 0; i + length <= n; i++)
            {
                int j = i + length - 1;
                double best = double.MaxValue;
                for (int k = i; k < j; k++)
                {
                    double candidate = cost[i * n + k] + cost[(k + 1) * n + j] + sizes[i] * sizes[k + 1] * sizes[j + 1];
                    if (candidate < best) best = candidate;
                }

                cost[i * n + j] = best;
            }
        }

        return cost[n - 1];
    }

    /// <summary>The heaviest rising subsequence; which elements rise is decided by the values themselves.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 7)]
    public static double HeaviestRising(ReadOnlySpan<double> x)
    {
        double[] best = new double[x.Length];
        double result = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double before = 0;
            for (int j = 0; j < i; j++)
            {
                if (x[j] < x[i] && best[j] > before) before = best[j];
            }

            best[i] = before + x[i] * x[i];
            result = Math.Max(result, best[i]);
        }

        return result;
    }

    /// <summary>Shortest paths by relaxing all edges until nothing changes (Bellman and Ford).</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("lengths", Length = 7)]
    public static double ShortestPath(ReadOnlySpan<double> lengths)
    {
        ReadOnlySpan<int> edges = stackalloc int[] { 0, 1, 0, 2, 1, 2, 1, 3, 2, 3, 3, 4, 2, 4 };
        double[] distance = new double[5];
        for (int i = 1; i < distance.Length; i++) distance[i] = 1e6;
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int e = 0; e < lengths.Length; e++)
            {
                int from = edges[2 * e], to = edges[2 * e + 1];
                double through = distance[from] + lengths[e];
                if (through < distance[to])
                {
                    distance[to] = through;
                    changed = true;
                }
            }
        }

        return distance[4] * distance[4] + 0.1 * lengths[0];
    }

    /// <summary>Selling with a fee: two states, holding and not, carried from day to day.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("prices", Length = 8)]
    [Inputs("fee", Min = 0.05, Max = 0.2)]
    public static double TradingWithFee(ReadOnlySpan<double> prices, double fee)
    {
        double cash = 0, holding = -prices[0];
        for (int day = 1; day < prices.Length; day++)
        {
            double sold = holding + prices[day] - fee;
            holding = Math.Max(holding, cash - prices[day]);
            cash = Math.Max(cash, sold);
        }

        return cash + 0.01 * fee + 0.001 * prices[prices.Length - 1];
    }

    /// <summary>The value of a small Markov decision problem by value iteration.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("rewards", Length = 6)]
    [Inputs("discount", Min = 0.5, Max = 0.8)]
    [Inputs("slip", Min = 0.1, Max = 0.3)]
    public static double ValueIteration(ReadOnlySpan<double> rewards, double discount, double slip)
    {
        const int states = 3;
        double[] value = new double[states], next = new double[states];
        for (int sweep = 0; sweep < 5; sweep++)
        {
            for (int s = 0; s < states; s++)
            {
                int forward = (s + 1) % states, back = (s + states - 1) % states;
                double go = rewards[2 * s] + discount * ((1 - slip) * value[forward] + slip * value[s]);
                double turn = rewards[2 * s + 1] + discount * ((1 - slip) * value[back] + slip * value[s]);
                next[s] = Math.Max(go, turn);
            }

            for (int s = 0; s < states; s++) value[s] = next[s];
        }

        return value[0] + 0.01 * rewards[0] * rewards[5];
    }

    /// <summary>Warping in time with a band: cells outside of it are never reached.</summary>
    [Differentiable(Derivatives.Jvp)]
    [Inputs("x", Length = 5)]
    [Inputs("y", Length = 5)]
    public static double BandedTimeWarping(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        const int band = 2;
        int width = y.Length + 1;
        double[] cost = new double[(x.Length + 1) * width];
        for (int i = 0; i < cost.Length; i++) cost[i] = 1e6;
        cost[0] = 0;
        for (int i = 1; i <= x.Length; i++)
        {
            for (int j = Math.Max(1, i - band); j <= Math.Min(y.Length, i + band); j++)
            {
                double difference = x[i - 1] - y[j - 1];
                double least = Math.Min(cost[(i - 1) * width + j - 1], Math.Min(cost[(i - 1) * width + j], cost[i * width + j - 1]));
                cost[i * width + j] = difference * difference + least;
            }
        }

        return cost[cost.Length - 1];
    }
}
