using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary><c>FJacobian</c>: row by row or several columns at once, whichever needs fewer sweeps.</summary>
internal sealed class JacobianMember
{
    private const string Memory = CSharpTypes.Residuals + "ResidualMemory";

    private readonly MethodShape _shape;
    private readonly SourceWriter _writer;
    private readonly Function _forward;
    private readonly bool _lanes;
    private readonly JacobianShape _jacobian;
    private readonly MemberSignature _signature;
    private readonly WorkMemory _memory;
    private readonly string _target, _rows, _columns;
    private readonly Dictionary<PrimalParameter, string> _saved = [];

    private JacobianMember(MethodShape shape, Function forward, bool lanes, SourceWriter writer)
    {
        _shape = shape;
        _writer = writer;
        _forward = forward;
        _lanes = lanes;
        _jacobian = new JacobianShape(shape, forward);
        _signature = new MemberSignature(shape, null);
        foreach (PrimalArgument argument in shape.Arguments) _signature.AddPrimal(argument);
        _target = _signature.Take("jacobian");
        _rows = _signature.Take("rows");
        _columns = _signature.Take("columns");
        _memory = new WorkMemory(_signature.Names);
    }

    private int Width => _lanes ? 8 : 1;

    private string Element => CSharpTypes.Name(_jacobian.Element);

    private string Core => _lanes ? _shape.Request.Name + "__JvpLanes" : UsesPublicJvp ? _shape.Request.Name + "Jvp" : _shape.Request.Name + "__Jvp";

    private bool UsesPublicJvp => _shape.Request.Derivatives.HasFlag(RequestedDerivatives.Jvp) && _shape.Request.IsPlain;

    public static void Write(MethodShape shape, SourceWriter writer)
    {
        if ((shape.Functions.JvpLanes ?? shape.Functions.Jvp) is not { } forward) return;
        var member = new JacobianMember(shape, forward, shape.Functions.JvpLanes is not null, writer);
        member.Write();
        if (member._jacobian.IsForward(member.Width) != false && (member._lanes || !member.UsesPublicJvp)) JvpMember.WriteCore(shape, forward, member.Core, writer);
    }

    private void Write()
    {
        string summary = $"The Jacobian of {_jacobian.RowCount} rows and {_jacobian.ColumnCount} columns, row by row; overwritten.";
        var target = new MemberParameter(_target, CSharpTypes.Span(_jacobian.Element), summary, IsWritten: true);
        _signature.Parameters.Add(target);
        List<MemberParameter> parameters = _signature.Parameters;
        MemberWriter.Header(
            _writer, _shape.Request, _shape.Request.Name + "Jacobian", "void", parameters, $"The Jacobian of {MemberWriter.See(_shape.Request)}.", returns: null, Remarks());
        _writer.OpenBody();
        _writer.Line($"{(_jacobian.RowBuffers.Count == 0 ? "const " : "")}int {_rows} = {_jacobian.RowCount};");
        _writer.Line($"{(_jacobian.HasConstantColumns ? "const " : "")}int {_columns} = {_jacobian.ColumnCount};");
        _writer.Line($"{_target} = {CSharpTypes.Residuals}Guard.Jacobian({_target}, {_rows}, {_columns}, \"{target.BareName}\");");
        MemberEntry.Write(_signature, _writer);
        DeclareMemory();
        bool? isForward = _jacobian.IsForward(Width);
        _writer.Blank();
        if (isForward == true)
        {
            Forward();
        }
        else if (isForward == false)
        {
            Reverse();
        }
        else
        {
            _writer.Open(_lanes ? $"if (({_columns} + 7) / 8 <= {_rows})" : $"if ({_columns} <= {_rows})");
            Forward();
            _writer.Close();
            _writer.Open("else");
            Reverse();
            _writer.Close();
        }

        _writer.CloseBody();
    }

    private string Remarks()
    {
        IEnumerable<string> rows = _jacobian.RowResults.Select(Result)
            .Concat(_jacobian.RowBuffers.Select(buffer => $"the final elements of <paramref name=\"{buffer.Name}\"/>"));
        IEnumerable<string> columns = _jacobian.Columns
            .Select(column => column.IsBuffer ? $"the elements of <paramref name=\"{column.Name}\"/>"
                : column.Path.Steps.Count == 0 ? $"<paramref name=\"{column.Name}\"/>" : $"<c>{column.Name}</c>");
        return $"Rows: {Or(rows)}. Columns: {Or(columns)}.";

        string Result(int result)
        {
            int index = _shape.Request.Results[result].Output;
            OutputRequest output = _shape.Request.Outputs[index];
            string of = _shape.Request.ReturnsTuple ? $"the result's <c>{output.Name ?? $"Item{index + 1}"}</c>" : "the result";
            if (output.Layout is ScalarLayout) return of;
            string member = LeafPath.Of(output.Layout)[_shape.ResultsOf(index).ToList().IndexOf(result)].Display("");
            return _shape.Request.ReturnsTuple ? $"the result's <c>{output.Name ?? $"Item{index + 1}"}{member}</c>" : $"the result's <c>{member.TrimStart('.')}</c>";
        }

        static string Or(IEnumerable<string> parts) => string.Join(", ", parts.DefaultIfEmpty("none"));
    }

    /// <summary>What the method changes and reads again has to be put back before each further sweep.</summary>
    private void DeclareMemory()
    {
        List<PrimalParameter> changing = _shape.Parameters.Where(parameter => parameter.IsWritten && parameter.IsRead).ToList();
        List<IrType> types = changing.ConvertAll(parameter => parameter.Scalar);
        bool? isForward = _jacobian.IsForward(Width);
        if (isForward != false) types.AddRange(Tangents().Where(tangent => tangent.Parameter.IsBuffer).Select(tangent => tangent.Element));
        if (isForward != true) types.AddRange(Shadowed(BackwardMember.Signature(_shape)).Select(buffer => buffer.Scalar));
        _memory.DeclareScopes(types, _writer);
        foreach (PrimalParameter parameter in changing)
        {
            string name = _signature.Take(parameter.Name + "Initial");
            _saved.Add(parameter, name);
            _writer.Line($"{CSharpTypes.Span(parameter.Scalar)} {name} = {_memory.Rent(parameter.Scalar, parameter.LengthText, zeroed: false)};");
            _writer.Line($"{(parameter.Request.Type is BufferType { Kind: BufferKind.Array } ? $"new {CSharpTypes.Span(parameter.Scalar)}({parameter.Text})" : parameter.SpanText)}.CopyTo({name});");
        }
    }

    private void Restore(string sweep)
    {
        foreach (KeyValuePair<PrimalParameter, string> saved in _saved) _writer.Line($"if ({sweep} > 0) {saved.Value}.CopyTo({saved.Key.SpanText});");
    }

    private IEnumerable<(PrimalParameter Parameter, IrType Element)> Tangents()
    {
        foreach (PrimalParameter parameter in _shape.Parameters)
        {
            Parameter? tangent = _forward.Parameters.FirstOrDefault(other => other.Role == ParameterRole.Tangent && other.Source == parameter.Index);
            if (tangent is not null) yield return (parameter, tangent.Value.Type is BufferType buffer ? buffer.Element : tangent.Value.Type);
            else if (parameter.Request.Differentiated && parameter.IsReal) yield return (parameter, parameter.Scalar);
        }
    }

    private void Forward()
    {
        var tangents = new Dictionary<PrimalParameter, string>();
        foreach ((PrimalParameter parameter, IrType element) in Tangents().Where(tangent => tangent.Parameter.IsBuffer))
        {
            string name = _signature.Take(parameter.Name + "Tangent");
            tangents.Add(parameter, name);
            _writer.Line($"{CSharpTypes.Span(element)} {name} = {_memory.Rent(element, parameter.LengthText, zeroed: false)};");
        }

        string sweep = _signature.Take("sweep");
        if (_jacobian.IsOneSweep(Width))
        {
            Sweep(tangents, "0", sweep);
            return;
        }

        string column = _signature.Take("column");
        _writer.Line($"int {column} = 0;");
        _writer.Open("do");
        Restore(column);
        Sweep(tangents, column, sweep);
        _writer.Line(_lanes ? $"{column} += {CSharpTypes.Residuals}Lanes.Count;" : $"{column}++;");
        _writer.Close();
        _writer.Line($"while ({column} < {_columns});");
    }

    /// <summary>Computes the columns from <paramref name="column"/> on: as many as go into one call of the core.</summary>
    private void Sweep(Dictionary<PrimalParameter, string> tangents, string column, string sweep)
    {
        var arguments = new List<string>();
        foreach (MemberParameter primal in _signature.Parameters.Where(parameter => parameter.Of is not null))
        {
            if (!primal.Of!.Request.IsReceiver) arguments.Add(primal.Argument);
            foreach (PrimalParameter parameter in JvpMember.CoreTangents(_forward, primal.Of))
            {
                if (parameter.IsBuffer) SeedBuffer(parameter, tangents[parameter], column);
                arguments.Add(parameter.IsBuffer ? tangents[parameter] : SeedScalar(parameter, column));
            }
        }

        _writer.Line($"{(_forward.Results.Count == 0 ? "" : $"var {sweep} = ")}{Core}{_shape.Request.TypeParameters}({string.Join(", ", arguments)});");
        Collect(tangents, column, sweep);
    }

    private string SeedScalar(PrimalParameter parameter, string column)
    {
        if (!_jacobian.Columns.Contains(parameter)) return _lanes ? CSharpTypes.Name(new LanesType(parameter.Scalar)) + ".Zero" : One(parameter.Scalar, 0);
        string first = _jacobian.ColumnOf(parameter);
        if (!_lanes) return column == first ? One(parameter.Scalar, 1) : $"{column} == {first} ? {One(parameter.Scalar, 1)} : {One(parameter.Scalar, 0)}";
        string function = parameter.Scalar == IrType.F32 ? "SeedSingle" : "SeedDouble";
        return $"{CSharpTypes.Residuals}Lanes.{function}({Minus(first, column)})";
    }

    private void SeedBuffer(PrimalParameter parameter, string tangent, string column)
    {
        bool isColumn = _jacobian.Columns.Contains(parameter);
        if (_lanes && isColumn)
        {
            _writer.Line($"{CSharpTypes.Residuals}Lanes.Seed({tangent}, {Minus(_jacobian.ColumnOf(parameter), column)});");
            return;
        }

        IrType element = Tangents().First(other => other.Parameter == parameter).Element;
        _writer.Line($"{Memory}.Zero<{CSharpTypes.Name(element)}>({tangent});");
        if (!isColumn) return;
        string index = Minus(column, _jacobian.ColumnOf(parameter));
        _writer.Line($"if ((uint)({index}) < (uint){parameter.LengthText}) {tangent}[{index}] = {One(parameter.Scalar, 1)};");
    }

    private void Collect(Dictionary<PrimalParameter, string> tangents, string column, string sweep)
    {
        string width = "";
        if (_lanes)
        {
            width = column == "0" ? _columns : _signature.Take("width");
            if (column != "0") _writer.Line($"int {width} = global::System.Math.Min({CSharpTypes.Residuals}Lanes.Count, {_columns} - {column});");
        }
        else if (_jacobian.Columns.All(input => input.IsBuffer))
        {
            _writer.Line($"if ({_columns} == 0) break;");
        }

        for (int row = 0; row < _jacobian.RowResults.Count; row++)
        {
            string tangent = sweep + JvpMember.TangentPath(_shape, _forward, _jacobian.RowResults[row]);
            Put(row == 0 ? column : Plus(column, Times(row)), tangent, _shape.Request.Results[_jacobian.RowResults[row]].Type);
        }

        foreach (PrimalParameter buffer in _jacobian.RowBuffers)
        {
            string i = _signature.Take("i");
            string first = _jacobian.RowOf(buffer);
            _writer.Open($"for (int {i} = 0; {i} < {buffer.LengthText}; {i}++)");
            Put(Plus(column, $"{(first == "0" ? i : $"({first} + {i})")} * {_columns}"), $"{tangents[buffer]}[{i}]", buffer.Scalar);
            _writer.Close();
        }

        string Times(int row) => row == 1 ? _columns : $"{row} * {_columns}";

        void Put(string place, string tangent, IrType type) => _writer.Line(_lanes
            ? $"{CSharpTypes.Residuals}Lanes.Scatter({tangent}, {_target}.Slice({place}, {width}));"
            : $"{_target}[{place}] = {Cast(tangent, type)};");
    }

    private void Reverse()
    {
        string row = _signature.Take("row"), gradients = _signature.Take("gradients");
        MemberSignature backward = BackwardMember.Signature(_shape);
        var shadows = new Dictionary<PrimalParameter, string>();
        foreach (PrimalParameter buffer in Shadowed(backward))
        {
            string name = _signature.Take("grad" + NameScope.Pascal(buffer.Name));
            shadows.Add(buffer, name);
            _writer.Line($"{CSharpTypes.Span(buffer.Scalar)} {name} = {_memory.Rent(buffer.Scalar, buffer.LengthText, zeroed: false)};");
        }

        _writer.Open($"for (int {row} = 0; {row} < {_rows}; {row}++)");
        _writer.Line($"{CSharpTypes.Span(_jacobian.Element)} {gradients} = {_target}.Slice({row} * {_columns}, {_columns});");
        _writer.Line($"{Memory}.Zero<{Element}>({gradients});");
        Restore(row);
        foreach (KeyValuePair<PrimalParameter, string> shadow in shadows) _writer.Line($"{Memory}.Zero<{CSharpTypes.Name(shadow.Key.Scalar)}>({shadow.Value});");
        foreach (PrimalParameter buffer in _jacobian.RowBuffers)
        {
            string index = Minus(row, _jacobian.RowOf(buffer));
            string place = shadows.TryGetValue(buffer, out string shadow) ? $"{shadow}[{index}]" : $"{gradients}[{Plus(_jacobian.ColumnOf(buffer), index)}]";
            _writer.Line($"if ((uint)({index}) < (uint){buffer.LengthText}) {place} = {One(_jacobian.Element, 1)};");
        }

        List<string> arguments = _signature.Parameters.Where(parameter => parameter.Of is { Request.IsReceiver: false }).Select(parameter => parameter.Argument).ToList();
        for (int i = 0; i < _jacobian.RowResults.Count; i++) arguments.Add($"{row} == {i} ? {One(_jacobian.Element, 1)} : {One(_jacobian.Element, 0)}");
        foreach (PrimalParameter parameter in GradientParameters(backward))
        {
            string first = _jacobian.ColumnOf(parameter);
            arguments.Add(shadows.TryGetValue(parameter, out string shadow) ? shadow
                : parameter.IsBuffer ? $"{gradients}.Slice({first}, {parameter.LengthText})"
                : $"ref {gradients}[{first}]");
        }

        _writer.Line($"{BackwardMember.Name(_shape)}{_shape.Request.TypeParameters}({string.Join(", ", arguments)});");
        _writer.Close();
    }

    private static IEnumerable<PrimalParameter> GradientParameters(MemberSignature backward) =>
        backward.Parameters.Where(parameter => parameter.Role == ParameterRole.Cotangent).Select(parameter => parameter.Of!.Leaves[0]);

    /// <summary>Buffers that have a gradient but no columns for it: they are only written, or nothing depends on them.</summary>
    private IEnumerable<PrimalParameter> Shadowed(MemberSignature backward) =>
        GradientParameters(backward).Where(parameter => parameter.IsBuffer && !_jacobian.Columns.Contains(parameter));

    private string Cast(string tangent, IrType type) => type == _jacobian.Element ? tangent
        : type is RealParameterType || _jacobian.Element is RealParameterType ? $"{Element}.CreateChecked({tangent})"
        : $"({Element}){tangent}";

    private static string One(IrType type, double value) => CSharpTypes.Literal(new Constant(new Value(0, type, ""), BitConverter.DoubleToInt64Bits(value)));

    private static string Minus(string left, string right) =>
        right == "0" ? left : left == "0" ? "-" + right : right.IndexOf(' ') < 0 ? $"{left} - {right}" : $"{left} - ({right})";

    private static string Plus(string left, string right) => left == "0" ? right : $"{left} + {right}";
}
