namespace DerivativeTests.Corpus;

public static partial class Enumerators
{
    private readonly struct Steps(double start, double step, int count)
    {
        private readonly double _start = start, _step = step;
        private readonly int _count = count;

        public Enumerator GetEnumerator() => new(_start, _step, _count);

        public struct Enumerator(double start, double step, int count)
        {
            private double _next = start;
            private readonly double _step = step;
            private int _left = count;

            public double Current { get; private set; }

            public bool MoveNext()
            {
                if (_left-- <= 0) return false;
                Current = _next;
                _next += _step;
                return true;
            }
        }
    }

    private readonly ref struct Pairs(ReadOnlySpan<double> items)
    {
        private readonly ReadOnlySpan<double> _items = items;

        public Walker GetEnumerator() => new(_items);
    }

    private ref struct Walker(ReadOnlySpan<double> items)
    {
        private readonly ReadOnlySpan<double> _items = items;
        private int _index = -1;

        public readonly (double Before, double Here) Current => (_items[_index], _items[_index + 1]);

        public bool MoveNext() => ++_index + 1 < _items.Length;
    }

    private sealed class Countdown(int from)
    {
        public int From { get; } = from;

        public Ticker GetEnumerator() => new(From);
    }

    private sealed class Ticker(int from)
    {
        private int _value = from;

        public int Current => _value;

        public bool MoveNext() => _value-- > 0;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Summed(double start, double step)
    {
        double sum = 0;
        foreach (double x in new Steps(start, step, 5)) sum += x * x;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfALocal(double start, double step)
    {
        var steps = new Steps(start, step * step, 3);
        double product = 1;
        foreach (double x in steps) product *= Math.Sin(x);
        foreach (double x in steps) product += x;
        return product;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Broken(double start, double step)
    {
        double sum = 0;
        foreach (double x in new Steps(start, step, 100))
        {
            if (x > 7) break;
            sum += x;
        }

        return sum * step;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Skipped(double start, double step)
    {
        double sum = 0;
        foreach (double x in new Steps(start, step, 6))
        {
            if (x < 2.05) continue;
            sum += x * x;
        }

        return sum + start * step;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Returned(double start, double step)
    {
        foreach (double x in new Steps(start, step, 50))
        {
            if (x > 5.05) return x * step;
        }

        return start;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OverPairs(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach ((double before, double here) in new Pairs(x)) sum += (here - before) * (here - before);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OverPairsInOne(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (var pair in new Pairs(x)) sum += pair.Before * pair.Here;
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double NestedEnumerators(double start, double step)
    {
        double sum = 0;
        foreach (double x in new Steps(start, step, 3))
        {
            foreach (double y in new Steps(x, start, 2)) sum += x * y;
        }

        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double OfObjects(double x)
    {
        double sum = 0;
        foreach (int i in new Countdown(4)) sum += Math.Pow(x, i) / (i + 1);
        return sum;
    }

    [Differentiable(Derivatives.Jvp)]
    [Inputs("n", 0, 1, 4)]
    public static double MaybeEmpty(double start, double step, int n)
    {
        double last = start * step;
        foreach (double x in new Steps(start, step, n)) last = x * x + last * step;
        return last;
    }
}
