using SourceAutodiff.Tensors;

namespace SourceAutodiff.Kernels;

/// <summary>An equation of indices, read for its operands: every index has a dimension in common, those of the result first.</summary>
internal sealed class EinsumPlan
{
    /// <summary>Indices that an ellipsis stands for are numbered below the letters.</summary>
    private readonly List<int[]> _indices = [];

    private readonly List<int> _order = [];
    private readonly Dictionary<int, int> _last = [];

    /// <summary>How many dimensions the result has.</summary>
    public int Kept { get; private set; }

    public static EinsumPlan For(string equation, Tensor[] operands)
    {
        if (operands.Length == 0) throw new ArgumentException("einsum(): must provide at least one operand");
        string text = equation.Replace(" ", "", StringComparison.Ordinal);
        int arrow = text.IndexOf("->", StringComparison.Ordinal);
        string[] inputs = (arrow < 0 ? text : text[..arrow]).Split(',');
        if (inputs.Length < operands.Length) throw new ArgumentException($"einsum(): more operands were provided than specified in the equation: {operands.Length} for {equation}");
        if (inputs.Length > operands.Length) throw new ArgumentException($"einsum(): fewer operands were provided than specified in the equation: {operands.Length} for {equation}");
        var plan = new EinsumPlan();
        int covered = 0;
        for (int i = 0; i < inputs.Length; i++) covered = Math.Max(covered, Covered(inputs[i], operands[i].Rank, i));
        for (int i = 0; i < inputs.Length; i++) plan.Add(inputs[i], operands[i].Rank, i, covered);
        plan.CheckSizes(operands);
        int[] result = arrow >= 0 ? plan.Output(text[(arrow + 2)..], covered) : plan.Implicit(covered);
        plan._order.AddRange(result);
        plan.Kept = result.Length;
        foreach (int index in plan._last.Keys.Order())
        {
            if (!result.Contains(index)) plan._order.Add(index);
        }

        return plan;
    }

    /// <summary>The operand with a dimension for each index, of size 1 where it has none.</summary>
    public Tensor Align(Tensor operand, int number)
    {
        List<int> indices = [.. _indices[number]];
        for (int i = 0; i < indices.Count; i++)
        {
            // An index that is there twice: the diagonal, which comes last.
            int again = indices.IndexOf(indices[i], i + 1);
            if (again < 0) continue;
            if (operand.Shape[i] != operand.Shape[again]) throw new ArgumentException($"einsum(): subscript {Name(indices[i])} is repeated for operand {number} but the sizes don't match, {operand.Shape[again]} != {operand.Shape[i]}");
            operand = operand.Diagonal(0, i, again);
            indices.Add(indices[i]);
            indices.RemoveAt(again);
            indices.RemoveAt(i--);
        }

        int[] present = [.. _order.Where(indices.Contains)], dims = [.. present.Select(index => indices.IndexOf(index))];
        if (!dims.SequenceEqual(Enumerable.Range(0, dims.Length))) operand = operand.Permute(dims);
        for (int d = 0; d < _order.Count; d++)
        {
            if (!indices.Contains(_order[d])) operand = operand.Unsqueeze(d);
        }

        return operand;
    }

    /// <summary>The dimensions that are summed over with this operand: no later one has them, nor has the result.</summary>
    public int[] SummedAfter(int number) => [.. Enumerable.Range(Kept, _order.Count - Kept).Where(d => _last[_order[d]] == number)];

    private static int Covered(string input, int rank, int number)
    {
        int dots = input.IndexOf("...", StringComparison.Ordinal), letters = dots < 0 ? input.Length : input.Length - 3;
        if (dots < 0 && letters != rank) throw new ArgumentException($"einsum(): the number of subscripts in the equation ({letters}) does not match the number of dimensions ({rank}) for operand {number} and no ellipsis was given");
        if (letters > rank) throw new ArgumentException($"einsum(): the number of subscripts in the equation ({letters}) is more than the number of dimensions ({rank}) for operand {number}");
        return dots < 0 ? 0 : rank - letters;
    }

    private static string Name(int index) => index < 0 ? "..." : ((char)index).ToString();

    private static int[] Read(string part, int first, string where)
    {
        var indices = new List<int>();
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] == '.')
            {
                if (string.CompareOrdinal(part, i, "...", 0, 3) != 0 || part.IndexOf('.', i + 3) >= 0) throw new ArgumentException($"einsum(): found '.' for {where} that is not part of any ellipsis");
                indices.AddRange(Enumerable.Range(first, -first));
                i += 2;
            }
            else
            {
                if (!char.IsAsciiLetter(part[i])) throw new ArgumentException($"einsum(): invalid subscript given at index {i} in the equation string for {where}, subscripts must be in [a-zA-Z]");
                indices.Add(part[i]);
            }
        }

        return [.. indices];
    }

    private void Add(string input, int rank, int number, int covered)
    {
        // The dimensions of an ellipsis are broadcast: they end at the same index.
        int own = Covered(input, rank, number);
        int[] indices = Read(input, -own, $"operand {number}");
        if (own > covered) throw new ArgumentException($"einsum(): the ellipsis of operand {number} stands for too many dimensions");
        _indices.Add(indices);
        foreach (int index in indices) _last[index] = number;
    }

    private void CheckSizes(Tensor[] operands)
    {
        var sizes = new Dictionary<int, int>();
        for (int i = 0; i < operands.Length; i++)
        {
            for (int d = 0; d < _indices[i].Length; d++)
            {
                int index = _indices[i][d], size = operands[i].Shape[d], known = sizes.GetValueOrDefault(index, 1);
                if (size != 1 && known != 1 && size != known) throw new ArgumentException($"einsum(): subscript {Name(index)} has size {size} for operand {i} which does not broadcast with previously seen size {known}");
                if (size != 1) sizes[index] = size;
            }
        }
    }

    private int[] Output(string output, int covered)
    {
        int[] indices = Read(output, -covered, "the output");
        for (int i = 0; i < indices.Length; i++)
        {
            if (Array.IndexOf(indices, indices[i]) < i) throw new ArgumentException($"einsum(): output subscript {Name(indices[i])} appears more than once in the output");
            if (!_last.ContainsKey(indices[i])) throw new ArgumentException($"einsum(): output subscript {Name(indices[i])} does not appear in the equation for any input operand");
        }

        return indices;
    }

    private int[] Implicit(int covered)
    {
        IEnumerable<int> once = _indices.SelectMany(indices => indices).Where(index => index >= 0).GroupBy(index => index).Where(group => group.Count() == 1).Select(group => group.Key).Order();
        return [.. Enumerable.Range(-covered, covered), .. once];
    }
}
