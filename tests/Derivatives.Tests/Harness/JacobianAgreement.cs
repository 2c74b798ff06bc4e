namespace DerivativeTests.Harness;

/// <summary>The generated Jacobian against rows that the vjp gave.</summary>
internal sealed class JacobianAgreement(MethodCase method, object[] point, Action<string> fail)
{
    private readonly Layout _layout = new(method, point);

    public void Run(double[,] rows)
    {
        int[] outputs = [.. Enumerable.Range(0, _layout.OutputCount).Where(i => i < _layout.ResultCount || Written().Contains(_layout.OwnerOf(i - _layout.ResultCount)))];
        int[] inputs = [.. Enumerable.Range(0, _layout.InputCount).Where(j => !IsWriteOnly(_layout.OwnerOf(j), rows))];
        Engines.Outcome outcome = Engines.Jacobian(method, point, outputs.Length * inputs.Length);
        double tolerance = 10 * Tolerances.For(method).Exact;
        for (int i = 0; i < outputs.Length; i++)
        {
            double row = inputs.Max(j => Math.Abs(rows[outputs[i], j]));
            for (int j = 0; j < inputs.Length; j++)
            {
                double expected = rows[outputs[i], inputs[j]], actual = outcome.Derivative[(i * inputs.Length) + j];
                if (Math.Abs(actual - expected) <= tolerance * row) continue;
                fail($"FJacobian and vjp, {_layout.OutputName(outputs[i])} by {_layout.InputNames[inputs[j]]}: {actual:R} and {expected:R}");
            }
        }

        foreach (Parameter parameter in method.Parameters)
        {
            object expected = Engines.Primal(method, point).After[parameter.Index];
            if (!Slots.Same(expected, outcome.After[parameter.Index])) fail($"FJacobian leaves {parameter.Name} = {Slots.Show(outcome.After[parameter.Index])}, the primal {Slots.Show(expected)}");
        }
    }

    /// <summary>The buffers whose contents the primal changes.</summary>
    private HashSet<Parameter> Written()
    {
        object[] after = Engines.Primal(method, point).After;
        return [.. method.DifferentiatedBuffers.Where(p => !Slots.Same(point[p.Index], after[p.Index]))];
    }

    /// <summary>Written all over, and nothing depends on what was in it.</summary>
    private bool IsWriteOnly(Parameter parameter, double[,] rows)
    {
        if (!Written().Contains(parameter)) return false;
        (int start, int count) = _layout.RangeOf(parameter).GetOffsetAndLength(_layout.InputCount);
        for (int i = 0; i < _layout.OutputCount; i++)
        {
            for (int j = start; j < start + count; j++)
            {
                if (rows[i, j] != 0) return false;
            }
        }

        return true;
    }
}
