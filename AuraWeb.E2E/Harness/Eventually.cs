using System.Diagnostics;

namespace AuraWeb.E2E.Harness;

/// <summary>Waits for what is on its way.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until <paramref name="accept"/> likes the answer; fails with <paramref name="what"/> and the last answer.</summary>
    public static async Task<T> GetAsync<T>(string what, Func<Task<T>> ask, Func<T, bool> accept, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(30);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (accept(answer))
            {
                return answer;
            }

            if (clock.Elapsed > limit)
            {
                throw new TimeoutException($"Waited {limit.TotalSeconds:0} s for {what}. The last answer was: {answer}");
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static Task TrueAsync(string what, Func<Task<bool>> ask, TimeSpan? within = null) => GetAsync(what, ask, yes => yes, within);
}
