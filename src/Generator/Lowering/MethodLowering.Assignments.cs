using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Place LowerPlace(IOperation target)
    {
        if (target is IFieldReferenceOperation { Instance: not null } or IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation
            && Places(target) is [var structured]) return structured;
        switch (target)
        {
            case ILocalReferenceOperation { IsDeclaration: true } implied:
                return DeclarePlace(implied, target);
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return DeclarePlace(declared, target);
            case ILocalReferenceOperation or IParameterReferenceOperation when (BoundPlaces(target) ?? CapturedPlaces(target)) is [var place]:
                return place;
            case IInvocationOperation call when ReturnsReference(call.TargetMethod):
                return LowerReturnedReference(call);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element when _types.Scalar(element.Type) is not null:
                Value array = LowerBuffer(element.ArrayReference);
                return new ElementPlace(array, LowerIndex(element.Indices[0], array));
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span } element when IsSpan(span):
                Value buffer = LowerBuffer(span);
                return new ElementPlace(buffer, LowerIndex(element.Arguments[0].Value, buffer));
            case IImplicitIndexerReferenceOperation element when _types.Scalar(element.Type) is not null && IsSpan(element.Instance):
                Value indexed = LowerBuffer(element.Instance);
                return new ElementPlace(indexed, LowerIndex(element.Argument, indexed));
            case IDiscardOperation discard:
                return new NoPlace(_types.Scalar(discard.Type) ?? IrType.F64);
            case IFieldReferenceOperation field:
                Report(Descriptors.OutsideState, field, field.Field.Name, ", and return what is to be stored in it");
                return new NoPlace(_types.Scalar(field.Type) ?? IrType.F64);
            case IPropertyReferenceOperation { Property.IsIndexer: false } property:
                Report(Descriptors.OutsideState, property, property.Property.Name, ", and return what is to be stored in it");
                return new NoPlace(_types.Scalar(property.Type) ?? IrType.F64);
            case IArrayElementReferenceOperation { Indices.Length: > 1 } element:
                ReportUnsupported(element, "an array with several dimensions", "use a one-dimensional array and compute the index");
                return new NoPlace(_types.Scalar(element.Type) ?? IrType.F64);
            case IArrayElementReferenceOperation element:
                ReportType(element.ArrayReference, element.ArrayReference.Type);
                return new NoPlace(_types.Scalar(element.Type) ?? IrType.F64);
            default:
                if (_types.Scalar(target.Type) is null) ReportType(target, target.Type);
                else ReportUnsupported(target);
                return new NoPlace(_types.Scalar(target.Type) ?? IrType.F64);
        }
    }

    private Place DeclarePlace(ILocalReferenceOperation declared, IOperation target)
    {
        if (Leaves(declared.Type) is not [var type])
        {
            ReportType(target, target.Type);
            return new NoPlace(IrType.F64);
        }

        Place[] places = DeclareVariables(declared.Local.Name, [type], null);
        _frame.Bind(declared.Local, places);
        return places[0];
    }

    private bool IsSpan(IOperation instance) => _types.Map(instance.Type) is BufferType;

    private Value Read(Place place, string? hint) => place switch
    {
        VariablePlace { Variable: var variable } => Use(variable),
        ElementPlace element => _builder.Load(element.Buffer, element.Index, hint ?? ElementName(element)),
        ReferencePlace reference => Read(Element(reference), hint ?? reference.Buffer.Name),
        ValuePlace known => known.Value,
        PropertyPlace property => ReadProperty(property.Access, hint) is { } values ? values[property.Leaf] : Placeholder(property.Type),
        _ => Placeholder(place.Type),
    };

    private void Write(Place place, Value value)
    {
        if (place is VariablePlace { Variable: var variable }) _environment[variable] = value;
        else if (place is ElementPlace element) _builder.Store(element.Buffer, element.Index, value);
        else if (place is ReferencePlace reference) Write(Element(reference), value);
        else if (place is PropertyPlace property) WriteProperty(property.Access, [value]);
        else if (place is ValuePlace) throw new InvalidOperationException("A temporary is assigned.");
    }

    /// <summary>
    /// C# checks the index of a span, or of any element in a deconstruction, before it evaluates what is to be stored. That is seen only if this
    /// writes to memory too; then a load that nobody uses does the check.
    /// </summary>
    private void CheckIndex(Place place)
    {
        if (place is ElementPlace) Read(place, null);
    }

    private bool Writes(IOperation value) => value.DescendantsAndSelf().Any(operation => operation switch
    {
        IAssignmentOperation assignment => assignment.Target is not (ILocalReferenceOperation or IParameterReferenceOperation),
        IIncrementOrDecrementOperation step => step.Target is not (ILocalReferenceOperation or IParameterReferenceOperation),
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke } => true,
        IInvocationOperation call => call.TargetMethod.Parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out || _types.Map(parameter.Type) is BufferType { Kind: not BufferKind.ReadOnlySpan }),
        _ => false,
    });

    private static string? NameOf(Place place) => place is VariablePlace { Variable.Name: var name } ? name : null;

    private void LowerFunctionAssignment(ISimpleAssignmentOperation assignment)
    {
        Place target = LowerPlace(assignment.Target);
        Value value = LowerComponents(assignment.Value, null)[0];
        if (target is VariablePlace) Write(target, value);
        else ReportUnsupported(assignment, "a delegate or sequence stored here", "keep it in a local variable");
    }

    /// <summary>The value of the assignment: what was stored, or for a postfix step what was there before.</summary>
    private Value LowerAssignment(IOperation operation, string? hint)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { IsRef: false } assignment when _types.Scalar(assignment.Target.Type) is not null || assignment.Target is IDiscardOperation:
                Place target = LowerPlace(assignment.Target);
                if (assignment.Target is not IArrayElementReferenceOperation && Writes(assignment.Value)) CheckIndex(target);
                Value value = Lower(assignment.Value, NameOf(target) ?? hint);
                if (target is not NoPlace && value.Type != target.Type && target.Type is MaskType or VectorType)
                    return BitsOfVector(value.Type is MaskType ? assignment.Value : assignment, target.Type);
                Write(target, value);
                return value;
            case ICompoundAssignmentOperation compound:
                return LowerCompound(compound);
            case IIncrementOrDecrementOperation step:
                return LowerStep(step);
            case IAssignmentOperation assignment when _types.Scalar(assignment.Target.Type) is null:
                Value? unused = assignment.Target is ILocalReferenceOperation local && _broken.Contains(local.Local) ? LowerVariable(local) : null;
                if (unused is null) ReportType(assignment.Target, assignment.Target.Type);
                return Placeholder(assignment.Type);
            default:
                return Unsupported(operation);
        }
    }

    private Value LowerCompound(ICompoundAssignmentOperation compound)
    {
        if (IsUserOperator(compound.OperatorMethod)) return Single(LowerUserCompound(compound));
        if (!compound.IsLifted && IsVector(compound.Target.Type)) return LowerVectorCompound(compound);
        if (!IsBuiltIn(compound.OperatorMethod, compound.IsLifted, compound)) return Placeholder(compound.Type);
        if (Operator(compound.OperatorKind) is not { } op) return Unsupported(compound);
        Place target = LowerPlace(compound.Target);
        Value before = Read(target, null);
        Value operand = Lower(compound.Value);
        // The operator's type: that of the right side, but a shift is done in the left side's type.
        IrType type = op is Ops.ShiftLeft or Ops.ShiftRight or Ops.ShiftRightUnsigned ? Promote(target.Type) : operand.Type;
        bool isSame = type == target.Type;
        Value result = Apply(op, _builder.Convert(before, type, "t"), operand, compound.IsChecked, isSame ? NameOf(target) : null);
        result = ConvertTo(result, target.Type, NameOf(target) ?? "t", compound, compound.IsChecked);
        Write(target, result);
        return result;
    }

    private Value LowerStep(IIncrementOrDecrementOperation step)
    {
        if (IsUserOperator(step.OperatorMethod)) return Single(LowerUserStep(step));
        if (!IsBuiltIn(step.OperatorMethod, step.IsLifted, step)) return Placeholder(step.Type);
        Place target = LowerPlace(step.Target);
        Value before = Read(target, null);
        IrType type = Promote(target.Type);
        Value one = NewNumber(type, 1);
        string op = step.Kind == OperationKind.Increment ? Ops.Add : Ops.Subtract;
        string name = NameOf(target) ?? "t";
        Value after = ConvertTo(Apply(op, _builder.Convert(before, type, "t"), one, step.IsChecked, name), target.Type, name, step, step.IsChecked);
        Write(target, after);
        return step.IsPostfix ? before : after;
    }

    /// <summary>C# has no arithmetic on integers narrower than int.</summary>
    private static IrType Promote(IrType type) => type.IsInteger && Width(type).Bits < 32 ? IrType.I32 : type;

    /// <summary><c>b0</c> for <c>b[0]</c>, <c>xi</c> for <c>x[i]</c>.</summary>
    private string ElementName(ElementPlace element)
    {
        var literal = _builder.Operations.LastOrDefault(operation => operation is Constant && operation.Results[0] == element.Index) as Constant;
        string index = literal is { Bits: >= 0 } ? literal.Bits.ToString(CultureInfo.InvariantCulture) : element.Index.Name;
        return element.Buffer.Name + (index == "c" ? "At" : index);
    }
}
