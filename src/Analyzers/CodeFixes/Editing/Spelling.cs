namespace SourceAutodiff.CodeFixes.Editing;

/// <summary>What somebody meant to write.</summary>
internal static class Spelling
{
    /// <summary>The one name that differs in a third of its letters or fewer; <see langword="null"/> if there is none, or if two are equally near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        (string Name, int Distance)[] near = [.. candidates.Distinct().Select(candidate => (candidate, Distance(name, candidate))).Where(pair => pair.Item2 <= Math.Max(name.Length, pair.candidate.Length) / 3).OrderBy(pair => pair.Item2)];
        return near.Length == 0 || (near.Length > 1 && near[0].Distance == near[1].Distance) ? null : near[0].Name;
    }

    /// <summary>How many letters are to be put in, left out or exchanged; upper and lower case are the same, but for a name that differs in nothing else.</summary>
    private static int Distance(string first, string second)
    {
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 1; i <= first.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int exchanged = diagonal + (char.ToUpperInvariant(first[i - 1]) == char.ToUpperInvariant(second[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(exchanged, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[second.Length];
    }
}
