using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Emission;

/// <summary>Rows and columns of a Jacobian: where each output and input begins, as C# expressions.</summary>
internal sealed class JacobianShape
{
    private readonly MethodShape _shape;
    private readonly Function _forward;

    /// <param name="forward">The function that the Jacobian is computed with when it is computed by columns.</param>
    public JacobianShape(MethodShape shape, Function forward)
    {
        _shape = shape;
        _forward = forward;
        Columns = shape.Parameters.Where(parameter => HasTangent(parameter) && (!parameter.IsBuffer || parameter.IsRead)).ToList();
        RowBuffers = shape.Parameters.Where(parameter => HasTangent(parameter) && parameter.IsWritten).ToList();
        RowResults = shape.RealResults.ToList();
    }

    /// <summary>The inputs: scalars, and buffers that are read.</summary>
    public IReadOnlyList<PrimalParameter> Columns { get; }

    /// <summary>The real results, by number; the first rows.</summary>
    public IReadOnlyList<int> RowResults { get; }

    /// <summary>The buffers that are written; the rows after them.</summary>
    public IReadOnlyList<PrimalParameter> RowBuffers { get; }

    public string RowCount => Sum(RowResults.Count, RowBuffers);

    public string ColumnCount => Sum(Columns.Count(column => !column.IsBuffer), Columns.Where(column => column.IsBuffer));

    public bool HasConstantColumns => Columns.All(column => !column.IsBuffer);

    /// <summary>The type of the Jacobian's elements.</summary>
    public IrType Element
    {
        get
        {
            List<IrType> types = Reals.Distinct().ToList();
            return types.Count == 1 ? types[0] : IrType.F64;
        }
    }

    /// <summary>Whether one type runs through it all, so that gradients can be collected in its rows.</summary>
    public bool IsUniform => Reals.Distinct().Count() <= 1;

    private IEnumerable<IrType> Reals =>
        Columns.Concat(RowBuffers).Select(parameter => parameter.Scalar).Concat(RowResults.Select(result => _shape.Request.Results[result].Type));

    /// <summary>The first column of an input.</summary>
    public string ColumnOf(PrimalParameter parameter)
    {
        List<PrimalParameter> before = Columns.TakeWhile(column => column != parameter).ToList();
        return Sum(before.Count(column => !column.IsBuffer), before.Where(column => column.IsBuffer));
    }

    /// <summary>The first row of a buffer.</summary>
    public string RowOf(PrimalParameter parameter) => Sum(RowResults.Count, RowBuffers.TakeWhile(buffer => buffer != parameter));

    /// <summary>The sweeps that are shorter when both counts are known; null if that depends on lengths.</summary>
    public bool? IsForward(int width)
    {
        // What a struct's numbers would be collected in has no place in a row.
        if (!IsUniform || !_shape.Request.IsPlain || Columns.Count == 0) return true;
        if (!HasConstantColumns) return null;
        int sweeps = (Columns.Count + width - 1) / width;
        return sweeps <= RowResults.Count ? true : RowBuffers.Count == 0 ? false : sweeps <= 1 ? true : null;
    }

    /// <summary>Whether all columns go into one sweep, whatever the lengths.</summary>
    public bool IsOneSweep(int width) => HasConstantColumns && Columns.Count <= width && Columns.Count > 0;

    private bool HasTangent(PrimalParameter parameter) =>
        parameter.IsReal && _forward.Parameters.Any(other => other.Role == ParameterRole.Tangent && other.Source == parameter.Index);

    private static string Sum(int constant, IEnumerable<PrimalParameter> buffers)
    {
        List<string> terms = buffers.Select(buffer => buffer.LengthText).ToList();
        if (constant > 0 || terms.Count == 0) terms.Insert(0, constant.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return string.Join(" + ", terms);
    }
}
