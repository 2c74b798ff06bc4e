namespace SourceAutodiff;

/// <summary>Marks the last parameter of a derivative rule that stands for the function's result, so that the partials can use it instead of computing it again.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResultAttribute : Attribute;
