using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Emission;

/// <summary>
/// What a contract is differentiated through. For a contract <c>F</c> these are <c>F…Backward</c> and <c>F…Jvp</c>, each with the gradient (tangent) of the
/// object and without, and <c>F…Zero</c>, which sets the numbers of a gradient to zero.
/// </summary>
internal sealed class CompanionMembers
{
    private readonly MethodShape _signature;
    private readonly MethodShape? _own;
    private readonly MethodShape? _arguments;
    private readonly MethodRequest _request;
    private readonly SourceWriter _writer;

    private CompanionMembers(CompanionFunctions functions, SourceWriter writer)
    {
        _signature = new MethodShape(functions.Signature);
        _own = functions.Own is { } own ? new MethodShape(own) : null;
        _arguments = functions.Arguments is { } arguments ? new MethodShape(arguments) : null;
        _request = functions.Signature.Request;
        _writer = writer;
    }

    private ContractRequest Contract => _request.Contract!;

    public static void Write(CompanionFunctions functions, SourceWriter writer) => new CompanionMembers(functions, writer).Write();

    private void Write()
    {
        // An inherited class has members of the same names, for other objects.
        _writer.Suppress("CS0108");
        if (_own is not null && Contract.IsOpen) WriteBody(_own);
        if (_own is { Arguments: [{ IsDifferentiated: true }, ..] }) WriteBody(_arguments!);
        foreach (CompanionRequest companion in Contract.Companions)
        {
            foreach (bool withGradient in companion.HasGradient ? new[] { true, false } : [false])
            {
                WriteBackward(companion, withGradient);
                if (companion.HasJvp) WriteJvp(companion, withGradient);
            }

            if (companion.HasGradient) WriteZero(companion);
        }
    }

    private void WriteBody(MethodShape shape)
    {
        BackwardMember.Write(shape, _writer);
        if (shape.Functions.Jvp is { } jvp) JvpMember.Write(shape, jvp, _writer);
        foreach (Function function in shape.Functions.Recursive) RecursiveMember.Write(shape.Request, function, _writer);
    }

    private void WriteBackward(CompanionRequest companion, bool withGradient)
    {
        MemberSignature signature = BackwardMember.Signature(_signature);
        List<MemberParameter> parameters = signature.Parameters;
        int first = parameters.FindIndex(parameter => parameter.Role == ParameterRole.Cotangent);
        if (withGradient) parameters.Insert(first < 0 ? parameters.Count : first, Derivative(signature, companion, "gradThis", ParameterRole.Cotangent));
        Write(companion, withGradient, "Backward", "void", parameters, shape => BackwardMember.Signature(shape));
    }

    private void WriteJvp(CompanionRequest companion, bool withGradient)
    {
        MemberSignature signature = JvpMember.Signature(_signature, _signature.Functions.Jvp!);
        if (withGradient) signature.Parameters.Insert(1, Derivative(signature, companion, "thisTangent", ParameterRole.Tangent));
        Write(companion, withGradient, "Jvp", JvpMember.Type(_signature).ToString(), signature.Parameters, shape => JvpMember.Signature(shape, shape.Functions.Jvp!));
    }

    private MemberParameter Derivative(MemberSignature signature, CompanionRequest companion, string name, ParameterRole role) =>
        new(signature.Take(name), companion.TypeText, "", _signature.Arguments[0], role);

    /// <summary>A call of the member that is made of the body, or, for an interface on a class that may be derived from, of the class's own companion.</summary>
    private void Write(CompanionRequest companion, bool withGradient, string suffix, string returned, List<MemberParameter> parameters, Func<MethodShape, MemberSignature> signatureOf)
    {
        string declared = string.Join(", ", parameters.Where(parameter => parameter.Name != "this").Select(parameter => $"{(parameter.Modifier + " ").TrimStart()}{parameter.TypeText} {parameter.Name}"));
        Declare(companion, $"{returned} ", $"{suffix}({declared})");
        if (companion.IsExplicit && Contract.IsOpen)
        {
            CompanionRequest own = Contract.Companions[0];
            Forward(own.Name + suffix, own.TypeText, "", withGradient);
            return;
        }

        if (_own is null) return;
        bool takesObject = withGradient && _own.Arguments[0].IsDifferentiated;
        MethodShape target = _own.Arguments[0].IsDifferentiated && !withGradient ? _arguments! : _own;
        MemberParameter? derivative = signatureOf(target).Parameters.FirstOrDefault(parameter => parameter.Of?.Request.IsReceiver == true && parameter.Role != ParameterRole.Primal);
        Forward(target.Request.Name + suffix, _own.Arguments[0].TypeText, derivative?.Modifier ?? "", takesObject && derivative is not null);

        void Forward(string name, string type, string modifier, bool passesObject)
        {
            IEnumerable<string> arguments = parameters.Where(parameter => parameter.Name != "this" && (passesObject || !IsOfObject(parameter)))
                .Select(parameter => IsOfObject(parameter) ? Object(parameter.Name, type, modifier) : parameter.Argument);
            _writer.Line($"    => {name}({string.Join(", ", arguments)});");
        }
    }

    private static bool IsOfObject(MemberParameter parameter) => parameter.Of?.Request.IsReceiver == true;

    /// <summary>The derivative's object as what it has to be.</summary>
    private string Object(string name, string type, string modifier) => _request.Arguments[0].Layout is StructLayout
        ? $"{(modifier.Length == 0 ? "" : "ref ")}{CSharpTypes.Residuals}Guard.Unboxed<{type}>({name}, \"{name}\")"
        : $"{CSharpTypes.Residuals}Guard.OfType<{type}>({name}, \"{name}\")";

    private void WriteZero(CompanionRequest companion)
    {
        Declare(companion with { Modifiers = companion.Modifiers.Length == 0 ? "" : "public " + companion.Modifiers.Split(' ').Last() }, "void ", "Zero()");
        if (companion.Modifiers.EndsWith("abstract", StringComparison.Ordinal)) return;
        _writer.Open();
        Layout layout = _request.Arguments[0].Layout;
        // The gradient is a box that nobody else has, so that its struct may change although it is read-only.
        if (layout is StructLayout) _writer.Line($"ref {layout.TypeText} self = ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in this);");
        new ZeroText(new MemberSignature(_signature, null), _writer).WriteMembers(layout, layout is StructLayout ? "self" : "this");
        foreach (string other in companion.AlsoZero) _writer.Line(ZeroText.Call(other, "this"));
        _writer.Close();
    }

    private void Declare(CompanionRequest companion, string returned, string rest)
    {
        _writer.Blank();
        if (!companion.IsExplicit) _writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        _writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"SourceAutodiff\", \"{MemberWriter.Version}\")]");
        string head = companion.IsExplicit ? $"{returned}{companion.TypeText}." : $"{companion.Modifiers} {returned}";
        _writer.Line($"{head}{companion.Name}{rest}{(companion.Modifiers.EndsWith("abstract", StringComparison.Ordinal) ? ";" : "")}");
    }
}
