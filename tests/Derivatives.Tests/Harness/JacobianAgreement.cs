namespace DerivativeTests.Harness;

/// <summary>The generated Jacobian against rows that the vjp gave.</summary>
internal sealed class JacobianAgreement(Layout layout, object[] point, Action<string> fail)
{
    private readonly MethodCase _method = layout.Method;

    public void Run(double[,] rows)
    {
        Parameter[] written = [.. _method.Differentiated.Where(Written().Contains)];
        Parameter[] read = [.. _method.Differentiated.Where(p => !IsWriteOnly(p, rows))];
        List<string> wrong = Compare(rows, written, read, out Engines.Outcome? outcome);

        // Elements that happened not to be touched do not say whether the method could touch them.
        if (wrong.Count > 0 && _method.Check.SkipsUnsettled && OtherReading(rows, written) is { } fits) (wrong, outcome) = ([], fits);
        foreach (string text in wrong) fail(text);
        if (outcome is null) return;
        foreach (Parameter parameter in _method.Parameters)
        {
            object expected = Engines.Primal(_method, point).After[parameter.Index];
            if (!Slots.Same(expected, outcome.After[parameter.Index])) fail($"FJacobian leaves {parameter.Name} = {Slots.Show(outcome.After[parameter.Index])}, the primal {Slots.Show(expected)}");
        }
    }

    /// <summary>What is wrong if these parameters give the rows and those the columns.</summary>
    private List<string> Compare(double[,] rows, Parameter[] written, Parameter[] read, out Engines.Outcome? outcome)
    {
        var wrong = new List<string>();
        int[] outputs = [.. Enumerable.Range(0, layout.OutputCount).Where(i => i < layout.ResultCount || written.Contains(layout.OwnerOf(i - layout.ResultCount)))];
        int[] inputs = [.. Enumerable.Range(0, layout.InputCount).Where(j => read.Contains(layout.OwnerOf(j)))];
        outcome = null;

        // A result that is null has its rows, too, and they are zero.
        Type result = _method.Primal.ReturnType;
        int missing = layout.Result is null && Nullable.GetUnderlyingType(result) is { } underlying ? Results.CountReals(underlying) : 0;
        try
        {
            outcome = Engines.Jacobian(layout, point, (missing + outputs.Length) * inputs.Length);
        }
        catch (ArgumentException e)
        {
            return [e.Message];
        }

        if (outcome.Derivative.AsSpan(0, missing * inputs.Length).ContainsAnyExcept(0.0)) wrong.Add("FJacobian has rows that are not zero for a result that is null");
        double tolerance = 10 * Tolerances.For(_method).Exact;
        double smallest = Math.Max(Tolerances.Noise(_method) * rows.Cast<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max(), Tolerances.Underflow(_method));
        Engines.Outcome primal = Engines.Primal(_method, point);
        double[] values = [.. primal.Values.Concat(layout.Gather(primal.After)).Select(value => double.IsFinite(value) ? Math.Abs(value) : 0)];
        for (int i = 0; i < outputs.Length; i++)
        {
            // As between vjp and jvp: what cancels down to the rounding of the value has no digits of its own.
            double row = inputs.Select(j => Math.Abs(rows[outputs[i], j])).Append(values[outputs[i]]).Max();
            for (int j = 0; j < inputs.Length; j++)
            {
                double expected = rows[outputs[i], inputs[j]], actual = outcome.Derivative[((missing + i) * inputs.Length) + j];
                if (Math.Abs(actual - expected) <= Math.Max(tolerance * row, smallest)) continue;
                wrong.Add($"FJacobian and vjp, {layout.OutputName(outputs[i])} by {layout.InputNames[inputs[j]]}: {actual:R} and {expected:R}");
            }
        }

        return wrong;
    }

    private Engines.Outcome? OtherReading(double[,] rows, Parameter[] written)
    {
        Parameter[] read = [.. _method.Differentiated.Where(p => !p.IsBuffer || Matters(p, rows))];
        foreach (Parameter[] outputs in Supersets(written, p => p.IsOutput))
        {
            foreach (Parameter[] inputs in Supersets(read, _ => true))
            {
                if (Compare(rows, outputs, inputs, out Engines.Outcome? outcome).Count == 0) return outcome;
            }
        }

        return null;
    }

    private IEnumerable<Parameter[]> Supersets(Parameter[] of, Func<Parameter, bool> allowed)
    {
        Parameter[] open = [.. _method.Differentiated.Where(p => !of.Contains(p) && allowed(p))];
        for (int bits = 0; bits < 1 << open.Length; bits++)
        {
            yield return [.. _method.Differentiated.Where(p => of.Contains(p) || (Array.IndexOf(open, p) is >= 0 and var place && (bits >> place & 1) != 0))];
        }
    }

    /// <summary>The buffers whose contents the primal changes.</summary>
    private HashSet<Parameter> Written()
    {
        object[] after = Engines.Primal(_method, point).After;
        return [.. _method.Differentiated.Where(p => !Slots.Same(point[p.Index], after[p.Index]))];
    }

    /// <summary>Something else than its own final contents depends on it.</summary>
    private bool Matters(Parameter parameter, double[,] rows)
    {
        (int start, int count) = layout.RangeOf(parameter).GetOffsetAndLength(layout.InputCount);
        return Enumerable.Range(start, count).Any(j => Enumerable.Range(0, layout.OutputCount).Any(i => rows[i, j] != 0 && (i != j + layout.ResultCount || rows[i, j] != 1)));
    }

    /// <summary>Written all over, and nothing depends on what was in it.</summary>
    private bool IsWriteOnly(Parameter parameter, double[,] rows)
    {
        if (!Written().Contains(parameter)) return false;
        (int start, int count) = layout.RangeOf(parameter).GetOffsetAndLength(layout.InputCount);
        for (int i = 0; i < layout.OutputCount; i++)
        {
            for (int j = start; j < start + count; j++)
            {
                if (rows[i, j] != 0) return false;
            }
        }

        return true;
    }
}
