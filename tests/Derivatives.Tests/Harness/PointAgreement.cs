namespace DerivativeTests.Harness;

/// <summary>The checks of <see cref="Agreement"/> at one point.</summary>
internal sealed class PointAgreement(MethodCase method, object[] point, Action<string> fail)
{
    private readonly Layout _layout = new(method, point);
    private readonly Tolerances _tolerances = Tolerances.For(method);
    private readonly Engines.Outcome _primal = Engines.Primal(method, point);
    private readonly Random _random = new(4711);

    private FiniteDifferences? _differences;
    private double[,]? _rows;

    private bool HasJvp => method.Requested.HasFlag(Derivatives.Jvp);

    public void Run()
    {
        // One engine that is missing or wrong must not hide the others.
        Guard("FBackward", Backward);
        Guard("FBackward adds", Adds);
        if (method.HasGradient) Guard("FGradient", Gradient);
        if (HasJvp) Guard("FJvp", Jvp);
        if (method.Requested.HasFlag(Derivatives.Jacobian)) Guard("FJacobian", () => new JacobianAgreement(_layout, point, fail).Run(VjpRows()));
    }

    /// <summary>Of the primal, or of its twin in double precision.</summary>
    private FiniteDifferences Differences() =>
        _differences ??= method.Twin is { } twin ? FiniteDifferences.At(twin, Widen(twin)) : FiniteDifferences.At(method, point);

    private void Guard(string what, Action check)
    {
        try
        {
            check();
        }
        catch (HarnessException e)
        {
            fail(e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            fail($"{what} threw {e}");
        }
    }

    private void Backward()
    {
        double[,] rows = VjpRows();
        CompareMatrices("vjp and finite differences", rows, Differences().Jacobian, _tolerances.FiniteDifferences, floor: 1e-3, method.Check.SkipsUnsettled ? Differences() : null);
        SameState("FBackward", Engines.Backward(_layout, point, new double[_layout.OutputCount]));
    }

    /// <summary>From arbitrary gradients: the difference to a run from zero is what was there.</summary>
    private void Adds()
    {
        double[] seeds = RandomVector(_layout.OutputCount);
        double[] gradient = Engines.Backward(_layout, point, seeds).Derivative;
        double[,] rows = VjpRows();
        for (int j = 0; j < _layout.InputCount; j++)
        {
            double expected = 0, scale = 0;
            for (int i = 0; i < _layout.OutputCount; i++)
            {
                expected += seeds[i] * rows[i, j];
                scale += Math.Abs(seeds[i] * rows[i, j]) + (Math.Abs(seeds[i]) * RowScale(rows, i));
            }

            Compare($"FBackward from given gradients and as a sum of rows, {_layout.InputNames[j]}", gradient[j], expected, scale, _tolerances.Exact);
        }
    }

    private void Gradient()
    {
        double[] seeds = new double[_layout.OutputCount];
        seeds[0] = 1;
        double[] backward = Engines.Backward(_layout, point, seeds).Derivative;
        Engines.Outcome gradient = Engines.Gradient(_layout, point), both = Engines.ValueAndGradient(_layout, point);
        for (int j = 0; j < backward.Length; j++)
        {
            // Equal, but for the sign of zero.
            if (!gradient.Derivative[j].Equals(backward[j])) fail($"FGradient and FBackward, {_layout.InputNames[j]}: {gradient.Derivative[j]:R} and {backward[j]:R}");
            if (!both.Derivative[j].Equals(backward[j])) fail($"FValueAndGradient and FBackward, {_layout.InputNames[j]}: {both.Derivative[j]:R} and {backward[j]:R}");
        }

        SameValues("FValueAndGradient", both);
        SameState("FGradient", gradient);
        SameState("FValueAndGradient", both);
    }

    private void Jvp()
    {
        var columns = new double[_layout.OutputCount, _layout.InputCount];
        for (int j = 0; j < _layout.InputCount; j++)
        {
            double[] unit = new double[_layout.InputCount];
            unit[j] = 1;
            double[] column = Engines.Jvp(_layout, point, unit).Derivative;
            for (int i = 0; i < column.Length; i++) columns[i, j] = column[i];
        }

        CompareMatrices("jvp and finite differences", columns, Differences().Jacobian, _tolerances.FiniteDifferences, floor: 1e-3, method.Check.SkipsUnsettled ? Differences() : null);
        CompareMatrices("vjp and jvp", VjpRows(), columns, 10 * _tolerances.Exact, floor: 1);

        double[] u = RandomVector(_layout.InputCount), v = RandomVector(_layout.OutputCount);
        Engines.Outcome forward = Engines.Jvp(_layout, point, u);
        double[] gradient = Engines.Backward(_layout, point, v).Derivative;
        double left = 0, right = 0, scale = 0;
        for (int i = 0; i < v.Length; i++)
        {
            left += v[i] * forward.Derivative[i];
            scale += Math.Abs(v[i] * forward.Derivative[i]);
        }

        for (int j = 0; j < u.Length; j++)
        {
            right += u[j] * gradient[j];
            scale += Math.Abs(u[j] * gradient[j]);
        }

        Compare("<v, J u> and <Jᵀ v, u>", left, right, scale, _tolerances.Exact);
        SameValues("FJvp", forward);
        SameState("FJvp", forward);
    }

    /// <summary>Row by row with unit seeds; where the primal writes nothing, the identity that it has to be.</summary>
    private double[,] VjpRows()
    {
        if (_rows is not null) return _rows;
        var rows = new double[_layout.OutputCount, _layout.InputCount];
        for (int i = 0; i < _layout.OutputCount; i++)
        {
            if (!_layout.IsComputed(i))
            {
                rows[i, i - _layout.ResultCount] = 1;
                continue;
            }

            double[] unit = new double[_layout.OutputCount];
            unit[i] = 1;
            double[] row = Engines.Backward(_layout, point, unit).Derivative;
            for (int j = 0; j < row.Length; j++) rows[i, j] = row[j];
        }

        return _rows = rows;
    }

    /// <summary>The same numbers as inputs of the twin.</summary>
    private object[] Widen(MethodCase twin)
    {
        object[] wide = InputPoints.Create(twin, 0);
        for (int i = 0; i < wide.Length; i++)
        {
            double[] reals = Slots.Read(point[i]);
            if (reals.Length == 0)
            {
                wide[i] = Slots.Clone(point[i]);
                continue;
            }

            if (wide[i] is Array { Rank: 1 } && twin.Parameters[i].IsReal) wide[i] = Array.CreateInstance(twin.Parameters[i].Element!, reals.Length);
            if (Slots.Count(wide[i]) != reals.Length) throw new HarnessException($"{twin.Name}: {twin.Parameters[i].Name} is of another shape than in {method.Name}");
            Slots.Write(wide[i], reals);
        }

        return wide;
    }

    /// <param name="floor">An entry counts at least as this part of the largest in its row.</param>
    /// <param name="known">How well the right one is known; what is not known well enough is left out.</param>
    private void CompareMatrices(string what, double[,] left, double[,] right, double tolerance, double floor, FiniteDifferences? known = null)
    {
        double[] outputs = [.. _primal.Values, .. _layout.Gather(_primal.After)];

        // A row that is zero but for the rounding of the others' magnitude says nothing. Where all that may be null is null, there are no inputs.
        double noise = Tolerances.Noise(method) * left.Cast<double>().Select(Math.Abs).DefaultIfEmpty().Max() / tolerance;
        for (int i = 0; i < _layout.OutputCount; i++)
        {
            double row = Math.Max(RowScale(left, i), Math.Abs(outputs[i]));
            for (int j = 0; j < _layout.InputCount; j++)
            {
                double scale = Math.Max(Math.Max(Math.Abs(right[i, j]), floor * row), noise);
                if (known is not null && !Tells(known, i, j, left[i, j], right[i, j], tolerance, scale)) continue;
                Compare($"{what}, {_layout.OutputName(i)} by {_layout.InputNames[j]}", left[i, j], right[i, j], scale, tolerance);
            }
        }
    }

    /// <summary>Whether differences say anything: not where they do not settle, next to a jump, at slopes no step is small enough for, and little in single precision.</summary>
    private bool Tells(FiniteDifferences known, int i, int j, double left, double right, double tolerance, double scale) =>
        known.Errors[i, j] <= 0.3 * tolerance * scale
        && !(Math.Abs(left - known.Near[i, j]) <= 1e-5 * scale)
        && !(double.IsFinite(left) && Math.Abs(left) > 1e8 && Math.Abs(known.Near[i, j]) > 1e3)
        && !(method.IsFloat && Math.Abs(left - right) <= Math.Max(2e-2 * scale, 1e-5));

    private double RowScale(double[,] matrix, int i)
    {
        double largest = 0;
        for (int j = 0; j < _layout.InputCount; j++) largest = Math.Max(largest, Math.Abs(matrix[i, j]));
        return largest;
    }

    private void Compare(string what, double left, double right, double scale, double tolerance)
    {
        // Written so that a NaN fails.
        if (!(Math.Abs(left - right) <= tolerance * scale)) fail($"{what}: {left:R} and {right:R}, {Math.Abs(left - right) / scale:E1} apart, allowed {tolerance:E1}");
    }

    private void SameValues(string what, Engines.Outcome outcome)
    {
        for (int i = 0; i < _primal.Values.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(_primal.Values[i]) != BitConverter.DoubleToInt64Bits(outcome.Values[i]))
            {
                fail($"{what} returns {outcome.Values[i]:R}, the primal {_primal.Values[i]:R}");
            }
        }
    }

    /// <summary>What the primal leaves alone stays, what it writes is written alike, bit for bit.</summary>
    private void SameState(string what, Engines.Outcome outcome)
    {
        foreach (Parameter parameter in method.Parameters)
        {
            object expected = _primal.After[parameter.Index], actual = outcome.After[parameter.Index];
            if (!Slots.Same(expected, actual)) fail($"{what} leaves {parameter.Name} = {Slots.Show(actual)}, the primal {Slots.Show(expected)}");
        }
    }

    private double[] RandomVector(int length) => [.. Enumerable.Range(0, length).Select(_ => (_random.NextDouble() * 2) - 1)];
}
