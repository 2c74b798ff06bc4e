using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>
/// Lowers one method body to a function. A structured translation: <see cref="Environment"/> says what value each variable has now; where branches meet,
/// the variables that differ become results of the <see cref="If"/>; what a loop assigns is carried by it.
/// After a diagnostic it goes on with placeholder values to find what else is wrong; the function is then thrown away.
/// </summary>
internal sealed partial class MethodLowering
{
    private readonly ProgramLowering _program;
    private readonly string _name;
    private readonly CancellationToken _cancellation;

    private readonly ValueFactory _values = new();
    private bool _isAnnotated;
    private readonly HashSet<ISymbol> _broken = new(SymbolEqualityComparer.Default);

    // The body that is being lowered: the method's own, or one in the place of its call.
    private Frame _frame;
    private SemanticModel _model;
    private IMethodSymbol _method;
    private TypeMap _types;
    private DiagnosticBag _diagnostics;
    private Variable _returned;
    private LoopScope _scope;
    private Continuation _continuation = Continuation.End;

    private IrBuilder _builder;
    private Environment _environment = new();
    private int _order;

    public MethodLowering(
        ProgramLowering program, SemanticModel model, IMethodSymbol method, IMethodBodyOperation body, string name, TypeMap types, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        _program = program;
        _model = model;
        _method = method;
        _name = name;
        _types = types;
        _diagnostics = diagnostics;
        _cancellation = cancellation;
        _builder = new IrBuilder(_values);
        _frame = new Frame(method, model, types, body, null, 0);
        _active.Push(_frame);
        _returned = NewVariable("returned", IrType.Bool, VariableKind.Flag);
        _environment[_returned] = Known.False;
        _scope = new LoopScope(null, null, null, _returned, null, null);
    }

    public bool HasFailed { get; private set; }

    public Function Lower(IMethodBodyOperation body, Func<int, bool> isDifferentiated)
    {
        EquatableArray<Parameter> parameters = _method.Parameters.Select((parameter, index) => DeclareParameter(parameter, index, isDifferentiated(index))).ToEquatableArray();
        return LowerBody(body, parameters);
    }

    private Function LowerBody(IMethodBodyOperation body, IReadOnlyList<Parameter> parameters)
    {
        DeclareResults(_frame, _method, "result");
        LowerSequence(new Sequence((IOperation?)body.BlockBody ?? body.ExpressionBody!, null));
        Value[] yields = _frame.Results.Select(result => _environment[result] ?? _builder.Zero(result.Type)).ToArray();
        return new Function(
            _name,
            parameters.ToEquatableArray(),
            yields.Select((_, index) => new Result(ResultRole.Primal, index)).ToEquatableArray(),
            _builder.ToRegion(parameters.Select(parameter => parameter.Value), yields));
    }

    /// <summary>The type of a scalar, or of each element of a tuple of scalars. Null for anything else.</summary>
    public static IrType[]? ComponentTypes(ITypeSymbol? type, TypeMap types)
    {
        if (type is not INamedTypeSymbol { IsTupleType: true } tuple) return types.Scalar(type) is { } scalar ? [scalar] : null;
        IrType?[] elements = tuple.TupleElements.Select(element => types.Scalar(element.Type)).ToArray();
        return elements.Contains(null) ? null : elements.OfType<IrType>().ToArray();
    }

    private Parameter DeclareParameter(IParameterSymbol symbol, int index, bool isDifferentiated)
    {
        Value value = _values.New(_types.Map(symbol.Type) ?? IrType.F64, symbol.Name);
        _given.Add(value.Id);
        Declare(symbol, value);
        if (LocationInfo.From(symbol.Locations[0]) is { } place) _program.Sites.Add(new Site(SiteKind.Parameter, _name, value.Id, symbol.Name, place));
        return new Parameter(value, ParameterRole.Primal, index, isDifferentiated && (value.Type.IsReal || value.Type.IsRealBuffer));
    }

    private void Declare(ISymbol symbol, Value value) => _frame.Bind(symbol, DeclareVariables(symbol.Name, [value.Type], [value]));

    private Variable NewVariable(string name, IrType type, VariableKind kind) => new(name, type, kind, _order++);

    private Value NewConstant(IrType type, long bits, string? hint = null)
    {
        Value result = _values.New(type, hint ?? "c");
        _builder.Append(new Constant(result, bits));
        return result;
    }

    private Value NewReal(IrType type, double value, string? hint = null) => NewConstant(type, BitConverter.DoubleToInt64Bits(value), hint);

    private Value NewNumber(IrType type, int value, string? hint = null) => type.IsReal ? NewReal(type, value, hint) : NewConstant(type, value, hint);

    /// <summary>A flag as a value of the IR.</summary>
    private Value Materialize(Value value)
    {
        if (ReferenceEquals(value, Known.Dead)) throw new InvalidOperationException("A flag is read that was thought to be dead.");
        if (ReferenceEquals(value, Known.True)) return _builder.Boolean(true);
        return ReferenceEquals(value, Known.False) ? _builder.Boolean(false) : value;
    }

    private void AddSite(SiteKind kind, Value value, SyntaxNode syntax, string? text = null)
    {
        if (LocationInfo.From(syntax.GetLocation()) is { } place) _program.Sites.Add(new Site(kind, _name, value.Id, text ?? Excerpt.Of(syntax), place) { Chain = _diagnostics.Chain });
    }
}
