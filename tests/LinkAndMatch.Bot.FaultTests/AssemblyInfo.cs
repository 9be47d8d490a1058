// One at a time: each test takes the machine for itself, and its times would mean nothing beside another's.
[assembly: Xunit.v3.Parallelization(MaxThreads = 1, Mode = Xunit.Sdk.ParallelMode.None)]
