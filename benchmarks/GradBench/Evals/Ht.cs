namespace SourceAutodiff.GradBench.Evals;

/// <summary>Hand tracking: how far measured points are from a posed and skinned model of a hand.</summary>
public static partial class Ht
{
    /// <summary>The errors, three for each point, where every measured point belongs to a vertex.</summary>
    /// <param name="theta">Global rotation (3, angle times axis), translation (3), and four angles for each finger.</param>
    /// <param name="vertexOf">The vertex of each measured point.</param>
    /// <param name="measured">The measured points.</param>
    /// <param name="parents">Of each bone its parent, which precedes it, or −1.</param>
    /// <param name="baseRelatives">Of each bone its 4×4 matrix relative to its parent.</param>
    /// <param name="inverseBaseAbsolutes">Of each bone the inverse of its absolute 4×4 matrix.</param>
    /// <param name="basePositions">Of each vertex its homogeneous position.</param>
    /// <param name="weights">Of each vertex a weight for each bone; most are zero.</param>
    /// <param name="mirrored">The hand is mirrored.</param>
    /// <param name="errors">The result.</param>
    [Differentiable(Derivatives.Jacobian)]
    public static void SimpleErrors(
        ReadOnlySpan<double> theta, ReadOnlySpan<int> vertexOf, [NoGradient] ReadOnlySpan<double> measured,
        ReadOnlySpan<int> parents, [NoGradient] ReadOnlySpan<double> baseRelatives, [NoGradient] ReadOnlySpan<double> inverseBaseAbsolutes,
        [NoGradient] ReadOnlySpan<double> basePositions, [NoGradient] ReadOnlySpan<double> weights, bool mirrored, Span<double> errors)
    {
        double[] positions = new double[basePositions.Length / 4 * 3];
        Pose(theta, parents, baseRelatives, inverseBaseAbsolutes, basePositions, weights, mirrored, positions);
        for (int i = 0; i < vertexOf.Length; i++)
        {
            for (int j = 0; j < 3; j++) errors[(3 * i) + j] = measured[(3 * i) + j] - positions[(3 * vertexOf[i]) + j];
        }
    }

    /// <summary>
    /// The errors where every measured point belongs to a place in a triangle. <paramref name="u"/> and <paramref name="v"/> are zero: they move all
    /// places at once, and as an error depends on no place but its own, their two columns hold all derivatives with respect to places.
    /// </summary>
    /// <param name="u">Added to all first coordinates.</param>
    /// <param name="v">Added to all second coordinates.</param>
    /// <param name="places">Two barycentric coordinates for each measured point.</param>
    /// <param name="triangleOf">The triangle of each measured point.</param>
    /// <param name="triangles">Three vertices for each triangle.</param>
    /// <inheritdoc cref="SimpleErrors"/>
    [Differentiable(Derivatives.Jacobian)]
    public static void ComplicatedErrors(
        double u, double v, ReadOnlySpan<double> theta, [NoGradient] ReadOnlySpan<double> places, ReadOnlySpan<int> triangleOf,
        ReadOnlySpan<int> triangles, [NoGradient] ReadOnlySpan<double> measured,
        ReadOnlySpan<int> parents, [NoGradient] ReadOnlySpan<double> baseRelatives, [NoGradient] ReadOnlySpan<double> inverseBaseAbsolutes,
        [NoGradient] ReadOnlySpan<double> basePositions, [NoGradient] ReadOnlySpan<double> weights, bool mirrored, Span<double> errors)
    {
        double[] positions = new double[basePositions.Length / 4 * 3];
        Pose(theta, parents, baseRelatives, inverseBaseAbsolutes, basePositions, weights, mirrored, positions);
        for (int i = 0; i < triangleOf.Length; i++)
        {
            double first = places[2 * i] + u, second = places[(2 * i) + 1] + v, third = 1 - first - second;
            int corner = 3 * triangleOf[i];
            int a = 3 * triangles[corner], b = 3 * triangles[corner + 1], c = 3 * triangles[corner + 2];
            for (int j = 0; j < 3; j++)
            {
                errors[(3 * i) + j] = measured[(3 * i) + j] - ((first * positions[a + j]) + (second * positions[b + j]) + (third * positions[c + j]));
            }
        }
    }

    /// <summary>The positions of all vertices.</summary>
    private static void Pose(
        ReadOnlySpan<double> theta, ReadOnlySpan<int> parents, ReadOnlySpan<double> baseRelatives, ReadOnlySpan<double> inverseBaseAbsolutes,
        ReadOnlySpan<double> basePositions, ReadOnlySpan<double> weights, bool mirrored, Span<double> positions)
    {
        int bones = parents.Length;
        double[] angles = new double[3 * bones];
        BoneAngles(theta, angles);
        double[] transforms = new double[12 * bones];
        BoneTransforms(angles, parents, baseRelatives, inverseBaseAbsolutes, transforms);
        double[] rotation = new double[9];
        GlobalRotation(theta[0], theta[1], theta[2], rotation);

        for (int vertex = 0; vertex < basePositions.Length / 4; vertex++)
        {
            double px = basePositions[4 * vertex], py = basePositions[(4 * vertex) + 1], pz = basePositions[(4 * vertex) + 2], pw = basePositions[(4 * vertex) + 3];
            double x = 0, y = 0, z = 0;
            for (int bone = 0; bone < bones; bone++)
            {
                double weight = weights[(vertex * bones) + bone];
#pragma warning disable SAD3104 // Weights are constant.
                if (weight == 0) continue;
#pragma warning restore SAD3104
                int t = 12 * bone;
                x += weight * ((transforms[t] * px) + (transforms[t + 1] * py) + (transforms[t + 2] * pz) + (transforms[t + 3] * pw));
                y += weight * ((transforms[t + 4] * px) + (transforms[t + 5] * py) + (transforms[t + 6] * pz) + (transforms[t + 7] * pw));
                z += weight * ((transforms[t + 8] * px) + (transforms[t + 9] * py) + (transforms[t + 10] * pz) + (transforms[t + 11] * pw));
            }

            if (mirrored) x = -x;
            positions[3 * vertex] = (rotation[0] * x) + (rotation[1] * y) + (rotation[2] * z) + theta[3];
            positions[(3 * vertex) + 1] = (rotation[3] * x) + (rotation[4] * y) + (rotation[5] * z) + theta[4];
            positions[(3 * vertex) + 2] = (rotation[6] * x) + (rotation[7] * y) + (rotation[8] * z) + theta[5];
        }
    }

    /// <summary>Angles about x, z and y for each bone; the first joint of a finger has two degrees of freedom, the others have one.</summary>
    private static void BoneAngles(ReadOnlySpan<double> theta, Span<double> angles)
    {
        int next = 6;
        for (int finger = 0; finger < 5; finger++)
        {
            int bone = 3 * (2 + (4 * finger));
            angles[bone] = theta[next];
            angles[bone + 1] = theta[next + 1];
            angles[bone + 3] = theta[next + 2];
            angles[bone + 6] = theta[next + 3];
            next += 4;
        }
    }

    /// <summary>The upper three rows of the matrix that takes a vertex from the base pose to this one, for each bone.</summary>
    private static void BoneTransforms(
        ReadOnlySpan<double> angles, ReadOnlySpan<int> parents, ReadOnlySpan<double> baseRelatives, ReadOnlySpan<double> inverseBaseAbsolutes, Span<double> transforms)
    {
        double[] absolutes = new double[12 * parents.Length];
        double[] rotation = new double[9];
        double[] relative = new double[12];
        for (int bone = 0; bone < parents.Length; bone++)
        {
            EulerRotation(angles[3 * bone], angles[(3 * bone) + 2], angles[(3 * bone) + 1], rotation);
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    double sum = 0;
                    for (int k = 0; k < 3; k++) sum += baseRelatives[(16 * bone) + (4 * i) + k] * rotation[(3 * k) + j];
                    relative[(4 * i) + j] = sum;
                }

                relative[(4 * i) + 3] = baseRelatives[(16 * bone) + (4 * i) + 3];
            }

            int parent = parents[bone];
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    double sum = relative[(4 * i) + j];
                    if (parent >= 0)
                    {
                        sum = j == 3 ? absolutes[(12 * parent) + (4 * i) + 3] : 0;
                        for (int k = 0; k < 3; k++) sum += absolutes[(12 * parent) + (4 * i) + k] * relative[(4 * k) + j];
                    }

                    absolutes[(12 * bone) + (4 * i) + j] = sum;
                }
            }

            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    double sum = 0;
                    for (int k = 0; k < 4; k++) sum += absolutes[(12 * bone) + (4 * i) + k] * inverseBaseAbsolutes[(16 * bone) + (4 * k) + j];
                    transforms[(12 * bone) + (4 * i) + j] = sum;
                }
            }
        }
    }

    /// <summary>Rotation about x, then y, then z.</summary>
    private static void EulerRotation(double x, double y, double z, Span<double> r)
    {
        double cx = Math.Cos(x), sx = Math.Sin(x), cy = Math.Cos(y), sy = Math.Sin(y), cz = Math.Cos(z), sz = Math.Sin(z);
        r[0] = cz * cy;
        r[1] = (cz * sy * sx) - (sz * cx);
        r[2] = (sz * sx) + (cz * sy * cx);
        r[3] = sz * cy;
        r[4] = (cz * cx) + (sz * sy * sx);
        r[5] = (sz * sy * cx) - (cz * sx);
        r[6] = -sy;
        r[7] = cy * sx;
        r[8] = cy * cx;
    }

    /// <summary>Rotation about (x, y, z) by its length.</summary>
    private static void GlobalRotation(double x, double y, double z, Span<double> r)
    {
        double squaredAngle = (x * x) + (y * y) + (z * z);
        if (squaredAngle < 1e-8)
        {
            for (int i = 0; i < 9; i++) r[i] = i % 4 == 0 ? 1 : 0;
            return;
        }

        double angle = Math.Sqrt(squaredAngle);

        x /= angle;
        y /= angle;
        z /= angle;
        double c = Math.Cos(angle), s = Math.Sin(angle);
        r[0] = (x * x) + ((1 - (x * x)) * c);
        r[1] = (x * y * (1 - c)) - (z * s);
        r[2] = (x * z * (1 - c)) + (y * s);
        r[3] = (x * y * (1 - c)) + (z * s);
        r[4] = (y * y) + ((1 - (y * y)) * c);
        r[5] = (y * z * (1 - c)) - (x * s);
        r[6] = (x * z * (1 - c)) - (y * s);
        r[7] = (z * y * (1 - c)) + (x * s);
        r[8] = (z * z) + ((1 - (z * z)) * c);
    }
}
