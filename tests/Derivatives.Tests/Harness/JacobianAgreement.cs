namespace DerivativeTests.Harness;

/// <summary>The generated Jacobian against rows that the vjp gave.</summary>
internal sealed class JacobianAgreement(Layout layout, object[] point, Action<string> fail)
{
    private readonly MethodCase _method = layout.Method;

    public void Run(double[,] rows)
    {
        int[] outputs = [.. Enumerable.Range(0, layout.OutputCount).Where(i => i < layout.ResultCount || Written().Contains(layout.OwnerOf(i - layout.ResultCount)))];
        int[] inputs = [.. Enumerable.Range(0, layout.InputCount).Where(j => !IsWriteOnly(layout.OwnerOf(j), rows))];
        Engines.Outcome outcome = Engines.Jacobian(layout, point, outputs.Length * inputs.Length);
        double tolerance = 10 * Tolerances.For(_method).Exact;
        for (int i = 0; i < outputs.Length; i++)
        {
            double row = inputs.Max(j => Math.Abs(rows[outputs[i], j]));
            for (int j = 0; j < inputs.Length; j++)
            {
                double expected = rows[outputs[i], inputs[j]], actual = outcome.Derivative[(i * inputs.Length) + j];
                if (Math.Abs(actual - expected) <= tolerance * row) continue;
                fail($"FJacobian and vjp, {layout.OutputName(outputs[i])} by {layout.InputNames[inputs[j]]}: {actual:R} and {expected:R}");
            }
        }

        foreach (Parameter parameter in _method.Parameters)
        {
            object expected = Engines.Primal(_method, point).After[parameter.Index];
            if (!Slots.Same(expected, outcome.After[parameter.Index])) fail($"FJacobian leaves {parameter.Name} = {Slots.Show(outcome.After[parameter.Index])}, the primal {Slots.Show(expected)}");
        }
    }

    /// <summary>The buffers whose contents the primal changes.</summary>
    private HashSet<Parameter> Written()
    {
        object[] after = Engines.Primal(_method, point).After;
        return [.. _method.Differentiated.Where(p => !Slots.Same(point[p.Index], after[p.Index]))];
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
