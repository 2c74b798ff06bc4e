namespace DerivativeTests.HarnessTests;

internal record struct Pair(double X, double Y);

internal sealed class Model
{
    public double[] Weights { get; } = new double[3];

    public Inner Bias { get; set; } = new(1, 2);

    public int Count = 3;

    public double Apply(double x, Model other)
    {
        double old = Bias.Value;
        Bias.Value = old * Weights[1];
        return x * Bias.Value * other.Weights[2];
    }

    public void ApplyBackward(double x, Model other, double gradOutput, Model gradThis, ref double gradX, Model gradOther)
    {
        double old = Bias.Value, value = Apply(x, other);
        gradX += gradOutput * value / x;
        gradOther.Weights[2] += gradOutput * value / other.Weights[2];
        double gradNew = gradThis.Bias.Value + (gradOutput * value / Bias.Value);
        gradThis.Bias.Value = gradNew * Weights[1];
        gradThis.Weights[1] += gradNew * old;
    }

    public double ApplyGradient(double x, Model other, Model gradThis, Model gradOther)
    {
        double gradX = 0;
        foreach (Model model in new[] { gradThis, gradOther })
        {
            Array.Clear(model.Weights);
            model.Bias.Value = 0;
            model.Bias.Other = 0;
        }

        ApplyBackward(x, other, 1, gradThis, ref gradX, gradOther);
        return gradX;
    }

    public (double Value, double X) ApplyValueAndGradient(double x, Model other, Model gradThis, Model gradOther)
    {
        double value = new Model { Bias = new Inner(Bias.Value, 0) }.WithWeights(Weights).Apply(x, other);
        return (value, ApplyGradient(x, other, gradThis, gradOther));
    }

    public (double Value, double Tangent) ApplyJvp(Model thisTangent, double x, double xTangent, Model other, Model otherTangent)
    {
        double tangent = (thisTangent.Bias.Value * Weights[1]) + (Bias.Value * thisTangent.Weights[1]);
        double value = Apply(x, other);
        thisTangent.Bias.Value = tangent;
        return (value, (xTangent * value / x) + (tangent * value / Bias.Value) + (otherTangent.Weights[2] * value / other.Weights[2]));
    }

    private Model WithWeights(double[] weights)
    {
        weights.CopyTo(Weights, 0);
        return this;
    }

    public sealed class Inner(double value, double other)
    {
        public double Value { get; set; } = value;

        public double Other { get; set; } = other;
    }
}

internal static class HandWrittenComposites
{
    public static Pair Turn(Pair p, (double Angle, int Count) by, double[,] a, List<Pair> list, ref double total, out double last)
    {
        total *= p.X * a[1, 0];
        last = list[1].Y * by.Angle;
        list[0] = new Pair(list[0].X * 2, list[0].Y);
        return new Pair(p.Y * by.Angle, total);
    }

    public static void TurnBackward(
        Pair p, (double Angle, int Count) by, double[,] a, List<Pair> list, ref double total, out double last,
        Pair gradOutput, ref Pair gradP, ref (double Angle, int Count) gradBy, double[,] gradA, Span<Pair> gradList, ref double gradTotal, ref double gradLast)
    {
        double old = total;
        Turn(p, by, a, list, ref total, out last);
        gradTotal += gradOutput.Y;
        gradP.Y += gradOutput.X * by.Angle;
        gradBy.Angle += (gradOutput.X * p.Y) + (gradLast * list[1].Y);
        gradList[0] = new Pair(gradList[0].X * 2, gradList[0].Y);
        gradList[1].Y += gradLast * by.Angle;
        gradLast = 0;
        gradP.X += gradTotal * old * a[1, 0];
        gradA[1, 0] += gradTotal * old * p.X;
        gradTotal *= p.X * a[1, 0];
    }

    public static double OfNullable(double? x, double[][] rows, Memory<double> m) => (x ?? 3) * rows[1][2] * m.Span[0];

    public static void OfNullableBackward(double? x, double[][] rows, Memory<double> m, double gradOutput, ref double? gradX, double[][] gradRows, Span<double> gradM)
    {
        if (x is not null) gradX += gradOutput * rows[1][2] * m.Span[0];
        gradRows[1][2] += gradOutput * (x ?? 3) * m.Span[0];
        gradM[0] += gradOutput * (x ?? 3) * rows[1][2];
    }

    public static double OfNullableGradient(double? x, double[][] rows, Memory<double> m, double[][] gradRows, Span<double> gradM) => throw new NotSupportedException();
}
