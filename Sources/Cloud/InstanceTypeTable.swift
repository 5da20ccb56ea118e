// Written by a script from recorded DescribeInstanceTypes answers; not for editing by hand.
//
// Source: getmoto/moto @0af643a5d (2026-08-22, 5.2.4.dev) moto/ec2/resources/instance_types.json, the recorded output
// of AWS DescribeInstanceTypes (moto is Apache-2.0).
// 1373 rows, older generations included (t2 m3 m4 c3 c4 r3 i2 d2 …). '/' separates network cards, '+' list items;
// 1 and 0 are true and false.
// SriovNetSupport82599 is not in the API's answer: marked by hand from the EC2 User Guide of June 2023
// (doc_source/sriov-networking.md, enhanced-networking.md): C3, C4, D2, I2, M4 except m4.16xlarge, R3. It agrees with
// EnaSupport=unsupported for all of them.

/// The instance types as comma-separated values, the header first.
let instanceTypeTable = """
  InstanceType,CurrentGeneration,Arch,VCpus,MemMiB,MaximumNetworkInterfaces,Ipv4AddressesPerInterface,Ipv6AddressesPerInterface,Ipv6Supported,NetworkPerformance,NetworkCards,EnisPerCard,BaselineGbpsPerCard,PeakGbpsPerCard,EnaQueuesPerEni,EnaSupport,EfaSupported,MaxEfa,EnaSrdSupported,Hypervisor,BareMetal,Burstable,PlacementStrategies,SriovNetSupport82599,ConntrackTcpEstablishedS
  a1.medium,0,arm64,1,2048,2,4,4,1,Up to 10 Gigabit,1,2,0.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  a1.large,0,arm64,2,4096,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  a1.xlarge,0,arm64,4,8192,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  a1.2xlarge,0,arm64,8,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  a1.4xlarge,0,arm64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  a1.metal,0,arm64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  c1.medium,0,i386+x86_64,2,1740,2,6,0,0,Moderate,1,2,0.3,1.2,1,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  c1.xlarge,0,x86_64,8,7168,4,15,0,0,High,1,4,1,10,4,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  c3.large,0,i386+x86_64,2,3840,3,10,10,1,Moderate,1,3,0.5,1.2,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c3.xlarge,0,x86_64,4,7680,4,15,15,1,Moderate,1,4,0.7,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c3.2xlarge,0,x86_64,8,15360,4,15,15,1,High,1,4,1,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c3.4xlarge,0,x86_64,16,30720,8,30,30,1,High,1,8,2,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c3.8xlarge,0,x86_64,32,61440,8,30,30,1,10 Gigabit,1,8,5,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c4.large,0,x86_64,2,3840,3,10,10,1,Moderate,1,3,0.625,1.2,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c4.xlarge,0,x86_64,4,7680,4,15,15,1,High,1,4,1.25,2.8,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c4.2xlarge,0,x86_64,8,15360,4,15,15,1,High,1,4,2.5,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c4.4xlarge,0,x86_64,16,30720,8,30,30,1,High,1,8,5,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c4.8xlarge,0,x86_64,36,61440,8,30,30,1,10 Gigabit,1,8,10,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  c5.large,0,x86_64,2,4096,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5.xlarge,0,x86_64,4,8192,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5.2xlarge,0,x86_64,8,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5.4xlarge,0,x86_64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5.9xlarge,0,x86_64,36,73728,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5.12xlarge,0,x86_64,48,98304,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5.18xlarge,0,x86_64,72,147456,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5.24xlarge,0,x86_64,96,196608,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5.metal,0,x86_64,96,196608,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  c5a.large,1,x86_64,2,4096,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5a.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5a.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5a.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5a.8xlarge,1,x86_64,32,65536,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5a.12xlarge,1,x86_64,48,98304,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5a.16xlarge,1,x86_64,64,131072,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5a.24xlarge,1,x86_64,96,196608,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5ad.large,1,x86_64,2,4096,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5ad.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5ad.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5ad.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5ad.8xlarge,1,x86_64,32,65536,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5ad.12xlarge,1,x86_64,48,98304,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5ad.16xlarge,1,x86_64,64,131072,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5ad.24xlarge,1,x86_64,96,196608,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.large,1,x86_64,2,4096,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.9xlarge,1,x86_64,36,73728,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.12xlarge,1,x86_64,48,98304,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.18xlarge,1,x86_64,72,147456,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.24xlarge,1,x86_64,96,196608,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5d.metal,1,x86_64,96,196608,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  c5n.large,1,x86_64,2,5376,3,10,10,1,Up to 25 Gigabit,1,3,3,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5n.xlarge,1,x86_64,4,10752,4,15,15,1,Up to 25 Gigabit,1,4,5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5n.2xlarge,1,x86_64,8,21504,4,15,15,1,Up to 25 Gigabit,1,4,10,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5n.4xlarge,1,x86_64,16,43008,8,30,30,1,Up to 25 Gigabit,1,8,15,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c5n.9xlarge,1,x86_64,36,98304,8,30,30,1,50 Gigabit,1,8,50,50,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  c5n.18xlarge,1,x86_64,72,196608,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  c5n.metal,1,x86_64,72,196608,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  c6a.large,1,x86_64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6a.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6a.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6a.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6a.8xlarge,1,x86_64,32,65536,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6a.12xlarge,1,x86_64,48,98304,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6a.16xlarge,1,x86_64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6a.24xlarge,1,x86_64,96,196608,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6a.32xlarge,1,x86_64,128,262144,15,50,50,1,50 Gigabit,1,15,50,50,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6a.48xlarge,1,x86_64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c6a.metal,1,x86_64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c6g.medium,1,arm64,1,2048,2,4,4,1,Up to 10 Gigabit,1,2,0.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6g.large,1,arm64,2,4096,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6g.xlarge,1,arm64,4,8192,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6g.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6g.4xlarge,1,arm64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6g.8xlarge,1,arm64,32,65536,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6g.12xlarge,1,arm64,48,98304,8,30,30,1,20 Gigabit,1,8,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6g.16xlarge,1,arm64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6g.metal,1,arm64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  c6gd.medium,1,arm64,1,2048,2,4,4,1,Up to 10 Gigabit,1,2,0.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gd.large,1,arm64,2,4096,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gd.xlarge,1,arm64,4,8192,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gd.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gd.4xlarge,1,arm64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gd.8xlarge,1,arm64,32,65536,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gd.12xlarge,1,arm64,48,98304,8,30,30,1,20 Gigabit,1,8,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gd.16xlarge,1,arm64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gd.metal,1,arm64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  c6gn.medium,0,arm64,1,2048,2,4,4,1,Up to 16 Gigabit,1,2,1.6,16,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gn.large,0,arm64,2,4096,3,10,10,1,Up to 25 Gigabit,1,3,3,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gn.xlarge,0,arm64,4,8192,4,15,15,1,Up to 25 Gigabit,1,4,6.3,25,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gn.2xlarge,0,arm64,8,16384,4,15,15,1,Up to 25 Gigabit,1,4,12.5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6gn.4xlarge,0,arm64,16,32768,8,30,30,1,25 Gigabit,1,8,25,25,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6gn.8xlarge,0,arm64,32,65536,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6gn.12xlarge,0,arm64,48,98304,8,30,30,1,75 Gigabit,1,8,75,75,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6gn.16xlarge,0,arm64,64,131072,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c6i.large,1,x86_64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6i.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6i.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6i.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6i.8xlarge,1,x86_64,32,65536,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6i.12xlarge,1,x86_64,48,98304,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6i.16xlarge,1,x86_64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6i.24xlarge,1,x86_64,96,196608,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6i.32xlarge,1,x86_64,128,262144,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c6i.metal,1,x86_64,128,262144,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c6id.large,1,x86_64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6id.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6id.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6id.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6id.8xlarge,1,x86_64,32,65536,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6id.12xlarge,1,x86_64,48,98304,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6id.16xlarge,1,x86_64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6id.24xlarge,1,x86_64,96,196608,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6id.32xlarge,1,x86_64,128,262144,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c6id.metal,1,x86_64,128,262144,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c6in.large,1,x86_64,2,4096,3,10,10,1,Up to 25 Gigabit,1,3,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6in.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6in.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6in.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c6in.8xlarge,1,x86_64,32,65536,8,30,30,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6in.12xlarge,1,x86_64,48,98304,8,30,30,1,75 Gigabit,1,8,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6in.16xlarge,1,x86_64,64,131072,15,50,50,1,100 Gigabit,1,15,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6in.24xlarge,1,x86_64,96,196608,15,50,50,1,150 Gigabit,1,15,150,150,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c6in.32xlarge,1,x86_64,128,262144,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  c6in.metal,1,x86_64,128,262144,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,432000
  c7a.medium,1,x86_64,1,2048,2,4,4,1,Up to 12.5 Gigabit,1,2,0.39,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7a.large,1,x86_64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7a.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7a.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7a.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7a.8xlarge,1,x86_64,32,65536,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7a.12xlarge,1,x86_64,48,98304,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7a.16xlarge,1,x86_64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7a.24xlarge,1,x86_64,96,196608,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7a.32xlarge,1,x86_64,128,262144,15,50,50,1,50 Gigabit,1,15,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7a.48xlarge,1,x86_64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c7a.metal-48xl,1,x86_64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c7g.medium,1,arm64,1,2048,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7g.large,1,arm64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7g.xlarge,1,arm64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.876,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7g.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7g.4xlarge,1,arm64,16,32768,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7g.8xlarge,1,arm64,32,65536,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7g.12xlarge,1,arm64,48,98304,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7g.16xlarge,1,arm64,64,131072,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c7g.metal,1,arm64,64,131072,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c7gd.medium,1,arm64,1,2048,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gd.large,1,arm64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gd.xlarge,1,arm64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.876,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gd.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gd.4xlarge,1,arm64,16,32768,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gd.8xlarge,1,arm64,32,65536,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gd.12xlarge,1,arm64,48,98304,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7gd.16xlarge,1,arm64,64,131072,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c7gd.metal,1,arm64,64,131072,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c7gn.medium,1,arm64,1,2048,2,4,4,1,Up to 25 Gigabit,1,2,3.125,25,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gn.large,1,arm64,2,4096,3,10,10,1,Up to 30 Gigabit,1,3,6.25,30,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gn.xlarge,1,arm64,4,8192,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gn.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 50 Gigabit,1,4,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7gn.4xlarge,1,arm64,16,32768,8,30,30,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7gn.8xlarge,1,arm64,32,65536,8,30,30,1,100 Gigabit,1,8,100,100,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7gn.12xlarge,1,arm64,48,98304,8,30,30,1,150 Gigabit,1,8,150,150,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7gn.16xlarge,1,arm64,64,131072,15,50,50,1,200 Gigabit,1,15,200,200,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c7gn.metal,1,arm64,64,131072,15,50,50,1,200 Gigabit,1,15,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c7i.large,1,x86_64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7i.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7i.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7i.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7i.8xlarge,1,x86_64,32,65536,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c7i.12xlarge,1,x86_64,48,98304,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7i.16xlarge,1,x86_64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7i.24xlarge,1,x86_64,96,196608,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c7i.48xlarge,1,x86_64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c7i.metal-24xl,1,x86_64,96,196608,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,,1,0,cluster+partition+spread,no,432000
  c7i.metal-48xl,1,x86_64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c7i-flex.large,1,x86_64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.39,12.5,1,required,0,0,0,nitro,0,0,partition+spread,no,432000
  c7i-flex.xlarge,1,x86_64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,0.781,12.5,2,required,0,0,0,nitro,0,0,partition+spread,no,432000
  c7i-flex.2xlarge,1,x86_64,8,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  c7i-flex.4xlarge,1,x86_64,16,32768,8,30,30,1,Up to 12.5 Gigabit,1,8,3.125,12.5,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  c7i-flex.8xlarge,1,x86_64,32,65536,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  c7i-flex.12xlarge,1,x86_64,48,98304,8,30,30,1,Up to 18.75 Gigabit,1,8,9.375,18.75,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  c7i-flex.16xlarge,1,x86_64,64,131072,15,50,50,1,Up to 25 Gigabit,1,15,12.5,25,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  c8a.medium,1,x86_64,1,2048,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8a.large,1,x86_64,2,4096,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8a.xlarge,1,x86_64,4,8192,4,20,20,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8a.2xlarge,1,x86_64,8,16384,4,40,40,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8a.4xlarge,1,x86_64,16,32768,8,40,40,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8a.8xlarge,1,x86_64,32,65536,10,40,40,1,15 Gigabit,1,10,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8a.12xlarge,1,x86_64,48,98304,12,64,64,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8a.16xlarge,1,x86_64,64,131072,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8a.24xlarge,1,x86_64,96,196608,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8a.48xlarge,1,x86_64,192,393216,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8a.metal-24xl,1,x86_64,96,196608,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,,1,0,cluster+partition+spread,no,350
  c8a.metal-48xl,1,x86_64,192,393216,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8g.medium,1,arm64,1,2048,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8g.large,1,arm64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8g.xlarge,1,arm64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8g.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8g.4xlarge,1,arm64,16,32768,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8g.8xlarge,1,arm64,32,65536,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c8g.12xlarge,1,arm64,48,98304,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c8g.16xlarge,1,arm64,64,131072,15,50,50,1,30 Gigabit,1,15,30,30,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c8g.24xlarge,1,arm64,96,196608,15,50,50,1,40 Gigabit,1,15,40,40,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c8g.48xlarge,1,arm64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c8g.metal-24xl,1,arm64,96,196608,15,50,50,1,40 Gigabit,1,15,40,40,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c8g.metal-48xl,1,arm64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c8gb.medium,1,arm64,1,2048,2,4,4,1,Up to 16.66 Gigabit,1,2,2.083,16.666,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8gb.large,1,arm64,2,4096,3,10,10,1,Up to 20 Gigabit,1,3,4.166,20,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8gb.xlarge,1,arm64,4,8192,4,15,15,1,Up to 26.66 Gigabit,1,4,8.333,26.666,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8gb.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 33.33 Gigabit,1,4,16.666,33.333,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8gb.4xlarge,1,arm64,16,32768,8,30,30,1,33.33 Gigabit,1,8,33.333,33.333,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8gb.8xlarge,1,arm64,32,65536,10,30,30,1,66.66 Gigabit,1,10,66.666,66.666,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8gb.12xlarge,1,arm64,48,98304,12,30,30,1,100 Gigabit,1,12,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8gb.16xlarge,1,arm64,64,131072,16,50,50,1,133.33 Gigabit,1,16,133.333,133.333,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8gb.24xlarge,1,arm64,96,196608,24,50,50,1,200 Gigabit,1,24,200,200,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8gb.48xlarge,1,arm64,192,393216,24,50,50,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  c8gb.metal-24xl,1,arm64,96,196608,24,50,50,1,200 Gigabit,1,24,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8gb.metal-48xl,1,arm64,192,393216,24,50,50,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  c8gd.medium,1,arm64,1,2048,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.large,1,arm64,2,4096,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.xlarge,1,arm64,4,8192,4,15,15,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.4xlarge,1,arm64,16,32768,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.8xlarge,1,arm64,32,65536,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.12xlarge,1,arm64,48,98304,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.16xlarge,1,arm64,64,131072,15,50,50,1,30 Gigabit,1,15,30,30,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.24xlarge,1,arm64,96,196608,15,50,50,1,40 Gigabit,1,15,40,40,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.48xlarge,1,arm64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  c8gd.metal-24xl,1,arm64,96,196608,15,50,50,1,40 Gigabit,1,15,40,40,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c8gd.metal-48xl,1,arm64,192,393216,15,50,50,1,50 Gigabit,1,15,50,50,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  c8gn.medium,1,arm64,1,2048,2,4,4,1,Up to 25 Gigabit,1,2,3.125,25,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8gn.large,1,arm64,2,4096,3,10,10,1,Up to 30 Gigabit,1,3,6.25,30,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8gn.xlarge,1,arm64,4,8192,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8gn.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 50 Gigabit,1,4,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8gn.4xlarge,1,arm64,16,32768,8,30,30,1,50 Gigabit,1,8,50,50,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8gn.8xlarge,1,arm64,32,65536,10,30,30,1,100 Gigabit,1,10,100,100,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8gn.12xlarge,1,arm64,48,98304,12,30,30,1,150 Gigabit,1,12,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8gn.16xlarge,1,arm64,64,131072,16,50,50,1,200 Gigabit,1,16,200,200,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8gn.24xlarge,1,arm64,96,196608,24,50,50,1,300 Gigabit,1,24,300,300,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8gn.48xlarge,1,arm64,192,393216,24,50,50,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  c8gn.metal-24xl,1,arm64,96,196608,24,50,50,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8gn.metal-48xl,1,arm64,192,393216,24,50,50,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  c8i.large,1,x86_64,2,4096,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8i.xlarge,1,x86_64,4,8192,4,30,30,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8i.2xlarge,1,x86_64,8,16384,4,30,30,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8i.4xlarge,1,x86_64,16,32768,8,50,50,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8i.8xlarge,1,x86_64,32,65536,10,50,50,1,15 Gigabit,1,10,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8i.12xlarge,1,x86_64,48,98304,12,50,50,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8i.16xlarge,1,x86_64,64,131072,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8i.24xlarge,1,x86_64,96,196608,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8i.32xlarge,1,x86_64,128,262144,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8i.48xlarge,1,x86_64,192,393216,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8i.96xlarge,1,x86_64,384,786432,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8i.metal-48xl,1,x86_64,192,393216,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8i.metal-96xl,1,x86_64,384,786432,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8i-flex.large,1,x86_64,2,4096,3,20,20,1,Up to 12.5 Gigabit,1,3,0.468,12.5,1,required,0,0,0,nitro,0,0,partition+spread,no,350
  c8i-flex.xlarge,1,x86_64,4,8192,4,30,30,1,Up to 12.5 Gigabit,1,4,0.937,12.5,2,required,0,0,0,nitro,0,0,partition+spread,no,350
  c8i-flex.2xlarge,1,x86_64,8,16384,4,30,30,1,Up to 15 Gigabit,1,4,1.875,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  c8i-flex.4xlarge,1,x86_64,16,32768,8,50,50,1,Up to 15 Gigabit,1,8,3.75,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  c8i-flex.8xlarge,1,x86_64,32,65536,10,50,50,1,Up to 15 Gigabit,1,10,7.5,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  c8i-flex.12xlarge,1,x86_64,48,98304,12,50,50,1,Up to 22.5 Gigabit,1,12,11.25,22.5,8,required,0,0,0,nitro,0,0,partition+spread,no,350
  c8i-flex.16xlarge,1,x86_64,64,131072,16,64,64,1,Up to 30 Gigabit,1,16,15,30,8,required,0,0,0,nitro,0,0,partition+spread,no,350
  c8ib.large,1,x86_64,2,4096,4,20,20,1,Up to 16.66 Gigabit,1,4,2.083,16.667,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ib.xlarge,1,x86_64,4,8192,4,30,30,1,Up to 20 Gigabit,1,4,4.166,20,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ib.2xlarge,1,x86_64,8,16384,4,30,30,1,Up to 26.66 Gigabit,1,4,8.333,26.667,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ib.4xlarge,1,x86_64,16,32768,8,50,50,1,Up to 33.33 Gigabit,1,8,16.666,33.333,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ib.8xlarge,1,x86_64,32,65536,8,50,50,1,33.33 Gigabit,1,8,33.333,33.333,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8ib.12xlarge,1,x86_64,48,98304,12,50,50,1,50 Gigabit,1,12,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8ib.16xlarge,1,x86_64,64,131072,16,64,64,1,66.66 Gigabit,1,16,66.666,66.666,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8ib.24xlarge,1,x86_64,96,196608,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8ib.32xlarge,1,x86_64,128,262144,16,64,64,1,133.33 Gigabit,1,16,133.333,133.333,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8ib.48xlarge,1,x86_64,192,393216,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8ib.96xlarge,1,x86_64,384,786432,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  c8ib.metal-48xl,1,x86_64,192,393216,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8ib.metal-96xl,1,x86_64,384,786432,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  c8id.large,1,x86_64,2,4096,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8id.xlarge,1,x86_64,4,8192,4,30,30,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8id.2xlarge,1,x86_64,8,16384,4,30,30,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8id.4xlarge,1,x86_64,16,32768,8,50,50,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8id.8xlarge,1,x86_64,32,65536,10,50,50,1,15 Gigabit,1,10,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8id.12xlarge,1,x86_64,48,98304,12,50,50,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8id.16xlarge,1,x86_64,64,131072,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8id.24xlarge,1,x86_64,96,196608,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8id.32xlarge,1,x86_64,128,262144,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8id.48xlarge,1,x86_64,192,393216,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8id.96xlarge,1,x86_64,384,786432,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8id.metal-48xl,1,x86_64,192,393216,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8id.metal-96xl,1,x86_64,384,786432,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8in.large,1,x86_64,2,4096,4,20,20,1,Up to 25 Gigabit,1,4,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8in.xlarge,1,x86_64,4,8192,4,30,30,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8in.2xlarge,1,x86_64,8,16384,4,30,30,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8in.4xlarge,1,x86_64,16,32768,8,50,50,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8in.8xlarge,1,x86_64,32,65536,8,50,50,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8in.12xlarge,1,x86_64,48,98304,12,50,50,1,75 Gigabit,1,12,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8in.16xlarge,1,x86_64,64,131072,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8in.24xlarge,1,x86_64,96,196608,16,64,64,1,150 Gigabit,1,16,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8in.32xlarge,1,x86_64,128,262144,16,64,64,1,200 Gigabit,1,16,200,200,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c8in.48xlarge,1,x86_64,192,393216,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c8in.96xlarge,1,x86_64,384,786432,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  c8in.metal-48xl,1,x86_64,192,393216,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c8in.metal-96xl,1,x86_64,384,786432,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  c8ine.large,1,x86_64,2,4096,4,20,20,1,3.125 Gigabit,1,4,3.125,3.125,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ine.xlarge,1,x86_64,4,8192,4,30,30,1,6.25 Gigabit,1,4,6.25,6.25,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ine.2xlarge,1,x86_64,8,16384,4,30,30,1,12.5 Gigabit,1,4,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ine.4xlarge,1,x86_64,16,32768,8,50,50,1,25 Gigabit,1,8,25,25,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ine.8xlarge,1,x86_64,32,65536,8,50,50,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c8ine.12xlarge,1,x86_64,48,98304,12,50,50,1,75 Gigabit,1,12,75,75,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9g.medium,1,arm64,1,2048,2,20,20,1,Up to 15 Gigabit,1,2,0.55,15,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9g.large,1,arm64,2,4096,3,20,20,1,Up to 15 Gigabit,1,3,1,15,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9g.xlarge,1,arm64,4,8192,4,30,30,1,Up to 15 Gigabit,1,4,2.1,15,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9g.2xlarge,1,arm64,8,16384,4,30,30,1,Up to 17 Gigabit,1,4,4.25,17,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9g.4xlarge,1,arm64,16,32768,8,50,50,1,Up to 17 Gigabit,1,8,8.5,17,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9g.8xlarge,1,arm64,32,65536,10,50,50,1,17 Gigabit,1,10,17,17,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c9g.12xlarge,1,arm64,48,98304,12,50,50,1,25 Gigabit,1,12,25,25,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c9g.16xlarge,1,arm64,64,131072,16,64,64,1,34 Gigabit,1,16,34,34,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c9g.24xlarge,1,arm64,96,196608,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c9g.48xlarge,1,arm64,192,393216,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c9g.metal-48xl,1,arm64,192,393216,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  c9gd.medium,1,arm64,1,2048,2,20,20,1,Up to 15 Gigabit,1,2,0.55,15,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9gd.large,1,arm64,2,4096,3,20,20,1,Up to 15 Gigabit,1,3,1,15,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9gd.xlarge,1,arm64,4,8192,4,30,30,1,Up to 15 Gigabit,1,4,2.1,15,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9gd.2xlarge,1,arm64,8,16384,4,30,30,1,Up to 17 Gigabit,1,4,4.25,17,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9gd.4xlarge,1,arm64,16,32768,8,50,50,1,Up to 17 Gigabit,1,8,8.5,17,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  c9gd.8xlarge,1,arm64,32,65536,10,50,50,1,17 Gigabit,1,10,17,17,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c9gd.12xlarge,1,arm64,48,98304,12,50,50,1,25 Gigabit,1,12,25,25,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c9gd.16xlarge,1,arm64,64,131072,16,64,64,1,34 Gigabit,1,16,34,34,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c9gd.24xlarge,1,arm64,96,196608,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  c9gd.48xlarge,1,arm64,192,393216,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  c9gd.metal-48xl,1,arm64,192,393216,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  d2.xlarge,0,x86_64,4,31232,4,15,15,1,Moderate,1,4,1.25,2.8,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  d2.2xlarge,0,x86_64,8,62464,4,15,15,1,High,1,4,2.5,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  d2.4xlarge,0,x86_64,16,124928,8,30,30,1,High,1,8,5,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  d2.8xlarge,0,x86_64,36,249856,8,30,30,1,10 Gigabit,1,8,10,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  d3.xlarge,1,x86_64,4,32768,4,3,3,1,Up to 15 Gigabit,1,4,3,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3.2xlarge,1,x86_64,8,65536,4,5,5,1,Up to 15 Gigabit,1,4,6,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3.4xlarge,1,x86_64,16,131072,4,10,10,1,Up to 15 Gigabit,1,4,12.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3.8xlarge,1,x86_64,32,262144,3,20,20,1,25 Gigabit,1,3,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3en.xlarge,1,x86_64,4,16384,4,3,3,1,Up to 25 Gigabit,1,4,6,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3en.2xlarge,1,x86_64,8,32768,4,5,5,1,Up to 25 Gigabit,1,4,12.5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3en.4xlarge,1,x86_64,16,65536,4,10,10,1,25 Gigabit,1,4,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3en.6xlarge,1,x86_64,24,98304,4,15,15,1,40 Gigabit,1,4,40,40,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3en.8xlarge,1,x86_64,32,131072,4,20,20,1,50 Gigabit,1,4,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  d3en.12xlarge,1,x86_64,48,196608,3,30,30,1,75 Gigabit,1,3,75,75,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  dl2q.24xlarge,1,x86_64,96,786432,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  f2.6xlarge,1,x86_64,24,262144,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  f2.12xlarge,1,x86_64,48,524288,8,30,30,1,25 Gigabit,1,8,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  f2.48xlarge,1,x86_64,192,2097152,15,50,50,1,100 Gigabit,1,15,100,100,16,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g4ad.xlarge,1,x86_64,4,16384,2,4,4,1,Up to 10 Gigabit,1,2,2,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g4ad.2xlarge,1,x86_64,8,32768,2,4,4,1,Up to 10 Gigabit,1,2,4.167,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g4ad.4xlarge,1,x86_64,16,65536,3,10,10,1,Up to 10 Gigabit,1,3,8.333,10,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g4ad.8xlarge,1,x86_64,32,131072,4,15,15,1,15 Gigabit,1,4,15,15,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g4ad.16xlarge,1,x86_64,64,262144,8,30,30,1,25 Gigabit,1,8,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g4dn.xlarge,1,x86_64,4,16384,3,10,10,1,Up to 25 Gigabit,1,3,5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g4dn.2xlarge,1,x86_64,8,32768,3,10,10,1,Up to 25 Gigabit,1,3,10,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g4dn.4xlarge,1,x86_64,16,65536,3,10,10,1,Up to 25 Gigabit,1,3,20,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g4dn.8xlarge,1,x86_64,32,131072,4,15,15,1,50 Gigabit,1,4,50,50,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g4dn.12xlarge,1,x86_64,48,196608,8,30,30,1,50 Gigabit,1,8,50,50,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g4dn.16xlarge,1,x86_64,64,262144,4,15,15,1,50 Gigabit,1,4,50,50,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g4dn.metal,1,x86_64,96,393216,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  g5.xlarge,0,x86_64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g5.2xlarge,0,x86_64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g5.4xlarge,0,x86_64,16,65536,8,30,30,1,Up to 25 Gigabit,1,8,10,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g5.8xlarge,0,x86_64,32,131072,8,30,30,1,25 Gigabit,1,8,25,25,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g5.12xlarge,0,x86_64,48,196608,15,50,50,1,40 Gigabit,1,15,40,40,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g5.16xlarge,0,x86_64,64,262144,8,30,30,1,25 Gigabit,1,8,25,25,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g5.24xlarge,0,x86_64,96,393216,15,50,50,1,50 Gigabit,1,15,50,50,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g5.48xlarge,0,x86_64,192,786432,7,50,50,1,100 Gigabit,1,7,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g5g.xlarge,1,arm64,4,8192,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g5g.2xlarge,1,arm64,8,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g5g.4xlarge,1,arm64,16,32768,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g5g.8xlarge,1,arm64,32,65536,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g5g.16xlarge,1,arm64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g5g.metal,1,arm64,64,131072,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  g6.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 25 Gigabit,1,8,10,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6.8xlarge,1,x86_64,32,131072,8,30,30,1,25 Gigabit,1,8,25,25,8,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g6.12xlarge,1,x86_64,48,196608,8,30,30,1,40 Gigabit,1,8,40,40,8,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g6.16xlarge,1,x86_64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g6.24xlarge,1,x86_64,96,393216,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g6.48xlarge,1,x86_64,192,786432,15,50,50,1,100 Gigabit,1,15,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  g6e.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 20 Gigabit,1,4,2.5,20,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6e.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 20 Gigabit,1,4,5,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6e.4xlarge,1,x86_64,16,131072,8,30,30,1,20 Gigabit,1,8,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6e.8xlarge,1,x86_64,32,262144,8,30,30,1,25 Gigabit,1,8,25,25,8,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g6e.12xlarge,1,x86_64,48,393216,10,30,30,1,100 Gigabit,1,10,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  g6e.16xlarge,1,x86_64,64,524288,15,50,50,1,35 Gigabit,1,15,35,35,8,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  g6e.24xlarge,1,x86_64,96,786432,20,50,50,1,200 Gigabit,2,10/10,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  g6e.48xlarge,1,x86_64,192,1572864,40,50,50,1,400 Gigabit,4,10/10/10/10,400/400/400/400,400/400/400/400,32/32/32/32,required,1,4,1,nitro,0,0,cluster+partition+spread,no,432000
  g6f.large,1,x86_64,2,8192,2,10,10,1,Up to 10 Gigabit,1,2,1.5,10,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6f.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6f.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g6f.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 25 Gigabit,1,8,10,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  g7.2xlarge,1,x86_64,8,32768,4,64,64,1,Up to 60 Gigabit,1,4,40,60,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  g7.4xlarge,1,x86_64,16,65536,8,64,64,1,Up to 100 Gigabit,1,8,80,100,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  g7.8xlarge,1,x86_64,32,131072,10,64,64,1,100 Gigabit,1,10,100,100,8,required,1,1,0,nitro,0,0,cluster+partition+spread,no,350
  g7.12xlarge,1,x86_64,48,196608,12,64,64,1,175 Gigabit,1,12,175,175,16,required,1,1,0,nitro,0,0,cluster+partition+spread,no,350
  g7.24xlarge,1,x86_64,96,393216,24,64,64,1,350 Gigabit,1,24,350,350,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  g7.48xlarge,1,x86_64,192,786432,24,64,64,1,700 Gigabit,2,12/12,350/350,350/350,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  g7e.2xlarge,1,x86_64,8,65536,4,64,64,1,50 Gigabit,1,4,50,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  g7e.4xlarge,1,x86_64,16,131072,8,64,64,1,50 Gigabit,1,8,50,50,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  g7e.8xlarge,1,x86_64,32,262144,8,64,64,1,100 Gigabit,1,8,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,350
  g7e.12xlarge,1,x86_64,48,524288,10,64,64,1,400 Gigabit,1,10,400,400,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  g7e.24xlarge,1,x86_64,96,1048576,20,64,64,1,800 Gigabit,2,10/10,400/400,400/400,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  g7e.48xlarge,1,x86_64,192,2097152,40,64,64,1,1600 Gigabit,4,10/10/10/10,400/400/400/400,400/400/400/400,32/32/32/32,required,1,4,1,nitro,0,0,cluster+partition+spread,no,350
  gr6.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 25 Gigabit,1,8,10,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  gr6.8xlarge,1,x86_64,32,262144,8,30,30,1,25 Gigabit,1,8,25,25,8,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  gr6f.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 25 Gigabit,1,8,10,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  h1.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  h1.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  h1.8xlarge,1,x86_64,32,131072,8,30,30,1,10 Gigabit,1,8,12,12,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  h1.16xlarge,1,x86_64,64,262144,8,50,50,1,25 Gigabit,1,8,25,25,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  hpc6a.48xlarge,1,x86_64,96,393216,2,50,50,1,100 Gigabit,1,2,100,100,8,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc6id.32xlarge,1,x86_64,64,1048576,2,50,50,1,200 Gigabit,2,1/1,200/200,200/200,8/8,required,1,2,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc7a.12xlarge,1,x86_64,24,786432,4,50,50,1,300 Gigabit,2,2/2,150/150,150/150,16/16,required,1,2,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc7a.24xlarge,1,x86_64,48,786432,4,50,50,1,300 Gigabit,2,2/2,150/150,150/150,16/16,required,1,2,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc7a.48xlarge,1,x86_64,96,786432,4,50,50,1,300 Gigabit,2,2/2,150/150,150/150,16/16,required,1,2,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc7a.96xlarge,1,x86_64,192,786432,4,50,50,1,300 Gigabit,2,2/2,150/150,150/150,16/16,required,1,2,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc7g.4xlarge,1,arm64,16,131072,4,50,50,1,200 Gigabit,1,4,200,200,16,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc7g.8xlarge,1,arm64,32,131072,4,50,50,1,200 Gigabit,1,4,200,200,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc7g.16xlarge,1,arm64,64,131072,4,50,50,1,200 Gigabit,1,4,200,200,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  hpc8a.96xlarge,1,x86_64,192,786432,4,50,50,1,300 Gigabit,2,2/2,300/300,300/300,32/32,required,1,2,0,nitro,0,0,cluster+partition+spread,no,350
  i2.xlarge,0,x86_64,4,31232,4,15,15,1,Moderate,1,4,0.7,2.8,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  i2.2xlarge,0,x86_64,8,62464,4,15,15,1,High,1,4,1,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  i2.4xlarge,0,x86_64,16,124928,8,30,30,1,High,1,8,2,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  i2.8xlarge,0,x86_64,32,249856,8,30,30,1,10 Gigabit,1,8,10,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  i3.large,1,x86_64,2,15616,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  i3.xlarge,1,x86_64,4,31232,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  i3.2xlarge,1,x86_64,8,62464,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  i3.4xlarge,1,x86_64,16,124928,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  i3.8xlarge,1,x86_64,32,249856,8,30,30,1,10 Gigabit,1,8,12,12,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  i3.16xlarge,1,x86_64,64,499712,15,50,50,1,25 Gigabit,1,15,25,25,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  i3en.large,1,x86_64,2,16384,3,10,10,1,Up to 25 Gigabit,1,3,2.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i3en.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 25 Gigabit,1,4,4.2,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i3en.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 25 Gigabit,1,4,8.4,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i3en.3xlarge,1,x86_64,12,98304,4,15,15,1,Up to 25 Gigabit,1,4,12.5,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i3en.6xlarge,1,x86_64,24,196608,8,30,30,1,25 Gigabit,1,8,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i3en.12xlarge,1,x86_64,48,393216,8,30,30,1,50 Gigabit,1,8,50,50,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  i3en.24xlarge,1,x86_64,96,786432,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  i3en.metal,1,x86_64,96,786432,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  i4g.large,1,arm64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.781,10,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i4g.xlarge,1,arm64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.875,10,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i4g.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 12 Gigabit,1,4,4.687,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i4g.4xlarge,1,arm64,16,131072,8,30,30,1,Up to 25 Gigabit,1,8,9.375,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i4g.8xlarge,1,arm64,32,262144,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i4g.16xlarge,1,arm64,64,524288,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  i4i.large,1,x86_64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.781,10,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i4i.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.875,10,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i4i.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 12 Gigabit,1,4,4.687,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i4i.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 25 Gigabit,1,8,9.375,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i4i.8xlarge,1,x86_64,32,262144,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i4i.12xlarge,1,x86_64,48,393216,8,30,30,1,28.12 Gigabit,1,8,28.125,28.125,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i4i.16xlarge,1,x86_64,64,524288,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i4i.24xlarge,1,x86_64,96,786432,15,30,30,1,56.25 Gigabit,1,15,56.25,56.25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i4i.32xlarge,1,x86_64,128,1048576,15,50,50,1,75 Gigabit,1,15,75,75,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  i4i.metal,1,x86_64,128,1048576,15,50,50,1,75 Gigabit,1,15,75,75,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  i7i.large,1,x86_64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,1.171,10,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i7i.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.343,10,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i7i.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 12 Gigabit,1,4,4.687,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i7i.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 25 Gigabit,1,8,9.375,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i7i.8xlarge,1,x86_64,32,262144,8,30,30,1,Up to 25 Gigabit,1,8,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i7i.12xlarge,1,x86_64,48,393216,8,30,30,1,Up to 28 Gigabit,1,8,28.125,28.125,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i7i.16xlarge,1,x86_64,64,524288,15,50,50,1,Up to 37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i7i.24xlarge,1,x86_64,96,786432,15,50,50,1,Up to 56.25 Gigabit,1,15,56.25,56.25,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  i7i.48xlarge,1,x86_64,192,1572864,15,50,50,1,Up to 100 Gigabit,1,15,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  i7i.metal-24xl,1,x86_64,96,786432,15,50,50,1,Up to 56.25 Gigabit,1,15,56.25,56.25,8,required,0,0,1,,1,0,cluster+partition+spread,no,432000
  i7i.metal-48xl,1,x86_64,192,1572864,15,50,50,1,Up to 100 Gigabit,1,15,100,100,16,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  i7ie.large,1,x86_64,2,16384,3,10,10,1,Up to 25 Gigabit,1,3,2.083,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 25 Gigabit,1,4,4.166,25,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 25 Gigabit,1,4,8.333,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.3xlarge,1,x86_64,12,98304,4,15,15,1,Up to 25 Gigabit,1,4,12.5,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.6xlarge,1,x86_64,24,196608,8,30,30,1,Up to 25 Gigabit,1,8,12.5,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.12xlarge,1,x86_64,48,393216,8,50,50,1,Up to 50 Gigabit,1,8,25,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.18xlarge,1,x86_64,72,589824,15,50,50,1,Up to 75 Gigabit,1,15,37.5,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.24xlarge,1,x86_64,96,786432,15,50,50,1,Up to 100 Gigabit,1,15,50,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.48xlarge,1,x86_64,192,1572864,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  i7ie.metal-24xl,1,x86_64,96,786432,15,50,50,1,Up to 100 Gigabit,1,15,50,100,16,required,0,0,1,,1,0,cluster+partition+spread,no,432000
  i7ie.metal-48xl,1,x86_64,192,1572864,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  i8g.large,1,arm64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,1.172,10,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i8g.xlarge,1,arm64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.344,10,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i8g.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 12 Gigabit,1,4,4.688,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i8g.4xlarge,1,arm64,16,131072,8,30,30,1,Up to 25 Gigabit,1,8,9.375,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  i8g.8xlarge,1,arm64,32,262144,8,30,30,1,Up to 25 Gigabit,1,8,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i8g.12xlarge,1,arm64,48,393216,8,30,30,1,Up to 28.12 Gigabit,1,8,28.125,28.125,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i8g.16xlarge,1,arm64,64,524288,15,50,50,1,Up to 37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i8g.24xlarge,1,arm64,96,786432,15,50,50,1,Up to 56.25 Gigabit,1,15,56.25,56.25,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  i8g.48xlarge,1,arm64,192,1572864,15,50,50,1,Up to 100 Gigabit,1,15,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  i8g.metal-24xl,1,arm64,96,786432,15,50,50,1,Up to 56.25 Gigabit,1,15,56.25,56.25,32,required,0,0,1,,1,0,cluster+partition+spread,no,432000
  i8g.metal-48xl,1,arm64,192,1572864,15,50,50,1,Up to 100 Gigabit,1,15,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  i8ge.large,1,arm64,2,16384,3,10,10,1,Up to 25 Gigabit,1,3,2.1,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  i8ge.xlarge,1,arm64,4,32768,4,15,15,1,Up to 25 Gigabit,1,4,4.2,25,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  i8ge.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 25 Gigabit,1,4,8.4,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  i8ge.3xlarge,1,arm64,12,98304,6,30,30,1,Up to 25 Gigabit,1,6,12.5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  i8ge.6xlarge,1,arm64,24,196608,10,30,30,1,37.5 Gigabit,1,10,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  i8ge.12xlarge,1,arm64,48,393216,12,30,30,1,75 Gigabit,1,12,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  i8ge.18xlarge,1,arm64,72,589824,16,50,50,1,112.5 Gigabit,1,16,112.5,112.5,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  i8ge.24xlarge,1,arm64,96,786432,16,50,50,1,150 Gigabit,1,16,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  i8ge.48xlarge,1,arm64,192,1572864,24,50,50,1,300 Gigabit,1,24,300,300,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  i8ge.metal-24xl,1,arm64,96,786432,16,50,50,1,150 Gigabit,1,16,150,150,16,required,0,0,1,,1,0,cluster+partition+spread,no,350
  i8ge.metal-48xl,1,arm64,192,1572864,24,50,50,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  im4gn.large,1,arm64,2,8192,3,10,10,1,Up to 25 Gigabit,1,3,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  im4gn.xlarge,1,arm64,4,16384,4,15,15,1,Up to 25 Gigabit,1,4,6.25,25,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  im4gn.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 25 Gigabit,1,4,12.5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  im4gn.4xlarge,1,arm64,16,65536,8,30,30,1,25 Gigabit,1,8,25,25,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  im4gn.8xlarge,1,arm64,32,131072,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  im4gn.16xlarge,1,arm64,64,262144,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  inf1.xlarge,1,x86_64,4,8192,4,10,10,1,Up to 25 Gigabit,1,4,5,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  inf1.2xlarge,1,x86_64,8,16384,4,10,10,1,Up to 25 Gigabit,1,4,5,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  inf1.6xlarge,1,x86_64,24,49152,8,30,30,1,25 Gigabit,1,8,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  inf1.24xlarge,1,x86_64,96,196608,11,30,30,1,100 Gigabit,1,11,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  inf2.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 15 Gigabit,1,4,2.083,15,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  inf2.8xlarge,1,x86_64,32,131072,8,30,30,1,Up to 25 Gigabit,1,8,16.667,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  inf2.24xlarge,1,x86_64,96,393216,15,50,50,1,50 Gigabit,1,15,50,50,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  inf2.48xlarge,1,x86_64,192,786432,15,50,50,1,100 Gigabit,1,15,100,100,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  is4gen.medium,1,arm64,1,6144,2,4,4,1,Up to 25 Gigabit,1,2,1.562,25,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  is4gen.large,1,arm64,2,12288,3,10,10,1,Up to 25 Gigabit,1,3,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  is4gen.xlarge,1,arm64,4,24576,4,15,15,1,Up to 25 Gigabit,1,4,6.25,25,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  is4gen.2xlarge,1,arm64,8,49152,4,15,15,1,Up to 25 Gigabit,1,4,12.5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  is4gen.4xlarge,1,arm64,16,98304,8,30,30,1,25 Gigabit,1,8,25,25,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  is4gen.8xlarge,1,arm64,32,196608,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m1.small,0,i386+x86_64,1,1740,2,4,0,0,Low,1,2,0.3,1.2,1,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m1.medium,0,i386+x86_64,1,3788,2,6,0,0,Moderate,1,2,0.3,1.2,1,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m1.large,0,x86_64,2,7680,3,10,0,0,Moderate,1,3,0.7,2.8,2,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m1.xlarge,0,x86_64,4,15360,4,15,0,0,High,1,4,1,10,4,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m2.xlarge,0,x86_64,2,17510,4,15,0,0,Moderate,1,4,0.3,1.2,1,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m2.2xlarge,0,x86_64,4,35020,4,30,0,0,Moderate,1,4,0.7,2.8,1,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m2.4xlarge,0,x86_64,8,70041,8,30,0,0,High,1,8,1,10,1,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m3.medium,0,x86_64,1,3840,2,6,0,0,Moderate,1,2,0.3,1.2,1,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m3.large,0,x86_64,2,7680,3,10,0,0,Moderate,1,3,0.7,2.8,2,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m3.xlarge,0,x86_64,4,15360,4,15,0,0,High,1,4,1,10,4,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m3.2xlarge,0,x86_64,8,30720,4,30,0,0,High,1,4,1,10,8,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  m4.large,0,x86_64,2,8192,2,10,10,1,Moderate,1,2,0.45,1.2,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  m4.xlarge,0,x86_64,4,16384,4,15,15,1,High,1,4,0.75,2.8,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  m4.2xlarge,0,x86_64,8,32768,4,15,15,1,High,1,4,1,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  m4.4xlarge,0,x86_64,16,65536,8,30,30,1,High,1,8,2,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  m4.10xlarge,0,x86_64,40,163840,8,30,30,1,10 Gigabit,1,8,10,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  m4.16xlarge,0,x86_64,64,262144,8,30,30,1,25 Gigabit,1,8,25,25,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no(ENA),432000
  m5.large,0,x86_64,2,8192,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5.xlarge,0,x86_64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5.2xlarge,0,x86_64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5.4xlarge,0,x86_64,16,65536,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5.8xlarge,0,x86_64,32,131072,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5.12xlarge,0,x86_64,48,196608,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5.16xlarge,0,x86_64,64,262144,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5.24xlarge,0,x86_64,96,393216,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5.metal,0,x86_64,96,393216,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  m5a.large,1,x86_64,2,8192,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5a.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5a.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5a.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5a.8xlarge,1,x86_64,32,131072,8,30,30,1,Up to 10 Gigabit,1,8,7.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5a.12xlarge,1,x86_64,48,196608,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5a.16xlarge,1,x86_64,64,262144,15,50,50,1,12 Gigabit,1,15,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5a.24xlarge,1,x86_64,96,393216,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5ad.large,1,x86_64,2,8192,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5ad.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5ad.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5ad.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5ad.8xlarge,1,x86_64,32,131072,8,30,30,1,Up to 10 Gigabit,1,8,7.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5ad.12xlarge,1,x86_64,48,196608,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5ad.16xlarge,1,x86_64,64,262144,15,50,50,1,12 Gigabit,1,15,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5ad.24xlarge,1,x86_64,96,393216,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.large,1,x86_64,2,8192,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.8xlarge,1,x86_64,32,131072,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.12xlarge,1,x86_64,48,196608,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.16xlarge,1,x86_64,64,262144,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.24xlarge,1,x86_64,96,393216,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5d.metal,1,x86_64,96,393216,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  m5dn.large,1,x86_64,2,8192,3,10,10,1,Up to 25 Gigabit,1,3,2.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5dn.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 25 Gigabit,1,4,4.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5dn.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 25 Gigabit,1,4,8.125,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5dn.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 25 Gigabit,1,8,16.25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5dn.8xlarge,1,x86_64,32,131072,8,30,30,1,25 Gigabit,1,8,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5dn.12xlarge,1,x86_64,48,196608,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5dn.16xlarge,1,x86_64,64,262144,15,50,50,1,75 Gigabit,1,15,75,75,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5dn.24xlarge,1,x86_64,96,393216,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  m5dn.metal,1,x86_64,96,393216,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  m5n.large,1,x86_64,2,8192,3,10,10,1,Up to 25 Gigabit,1,3,2.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5n.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 25 Gigabit,1,4,4.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5n.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 25 Gigabit,1,4,8.125,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5n.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 25 Gigabit,1,8,16.25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5n.8xlarge,1,x86_64,32,131072,8,30,30,1,25 Gigabit,1,8,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5n.12xlarge,1,x86_64,48,196608,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5n.16xlarge,1,x86_64,64,262144,15,50,50,1,75 Gigabit,1,15,75,75,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5n.24xlarge,1,x86_64,96,393216,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  m5n.metal,1,x86_64,96,393216,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  m5zn.large,1,x86_64,2,8192,3,10,10,1,Up to 25 Gigabit,1,3,3,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5zn.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 25 Gigabit,1,4,5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5zn.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 25 Gigabit,1,4,10,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5zn.3xlarge,1,x86_64,12,49152,8,30,30,1,Up to 25 Gigabit,1,8,15,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5zn.6xlarge,1,x86_64,24,98304,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m5zn.12xlarge,1,x86_64,48,196608,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  m5zn.metal,1,x86_64,48,196608,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  m6a.large,1,x86_64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6a.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6a.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6a.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6a.8xlarge,1,x86_64,32,131072,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6a.12xlarge,1,x86_64,48,196608,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6a.16xlarge,1,x86_64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6a.24xlarge,1,x86_64,96,393216,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6a.32xlarge,1,x86_64,128,524288,15,50,50,1,50 Gigabit,1,15,50,50,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6a.48xlarge,1,x86_64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m6a.metal,1,x86_64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m6g.medium,1,arm64,1,4096,2,4,4,1,Up to 10 Gigabit,1,2,0.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6g.large,1,arm64,2,8192,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6g.xlarge,1,arm64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6g.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6g.4xlarge,1,arm64,16,65536,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6g.8xlarge,1,arm64,32,131072,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6g.12xlarge,1,arm64,48,196608,8,30,30,1,20 Gigabit,1,8,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6g.16xlarge,1,arm64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6g.metal,1,arm64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  m6gd.medium,1,arm64,1,4096,2,4,4,1,Up to 10 Gigabit,1,2,0.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6gd.large,1,arm64,2,8192,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6gd.xlarge,1,arm64,4,16384,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6gd.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6gd.4xlarge,1,arm64,16,65536,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6gd.8xlarge,1,arm64,32,131072,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6gd.12xlarge,1,arm64,48,196608,8,30,30,1,20 Gigabit,1,8,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6gd.16xlarge,1,arm64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6gd.metal,1,arm64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  m6i.large,0,x86_64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6i.xlarge,0,x86_64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6i.2xlarge,0,x86_64,8,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6i.4xlarge,0,x86_64,16,65536,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6i.8xlarge,0,x86_64,32,131072,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6i.12xlarge,0,x86_64,48,196608,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6i.16xlarge,0,x86_64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6i.24xlarge,0,x86_64,96,393216,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6i.32xlarge,0,x86_64,128,524288,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m6i.metal,0,x86_64,128,524288,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m6id.large,1,x86_64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6id.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6id.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6id.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6id.8xlarge,1,x86_64,32,131072,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6id.12xlarge,1,x86_64,48,196608,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6id.16xlarge,1,x86_64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6id.24xlarge,1,x86_64,96,393216,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6id.32xlarge,1,x86_64,128,524288,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m6id.metal,1,x86_64,128,524288,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m6idn.large,1,x86_64,2,8192,3,10,10,1,Up to 25 Gigabit,1,3,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.8xlarge,1,x86_64,32,131072,8,30,30,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.12xlarge,1,x86_64,48,196608,8,30,30,1,75 Gigabit,1,8,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.16xlarge,1,x86_64,64,262144,15,50,50,1,100 Gigabit,1,15,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.24xlarge,1,x86_64,96,393216,15,50,50,1,150 Gigabit,1,15,150,150,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.32xlarge,1,x86_64,128,524288,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  m6idn.metal,1,x86_64,128,524288,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,432000
  m6in.large,1,x86_64,2,8192,3,10,10,1,Up to 25 Gigabit,1,3,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6in.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6in.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6in.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m6in.8xlarge,1,x86_64,32,131072,8,30,30,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6in.12xlarge,1,x86_64,48,196608,8,30,30,1,75 Gigabit,1,8,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6in.16xlarge,1,x86_64,64,262144,15,50,50,1,100 Gigabit,1,15,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6in.24xlarge,1,x86_64,96,393216,15,50,50,1,150 Gigabit,1,15,150,150,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m6in.32xlarge,1,x86_64,128,524288,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  m6in.metal,1,x86_64,128,524288,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,432000
  m7a.medium,1,x86_64,1,4096,2,4,4,1,Up to 12.5 Gigabit,1,2,0.39,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7a.large,1,x86_64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7a.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7a.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7a.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7a.8xlarge,1,x86_64,32,131072,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7a.12xlarge,1,x86_64,48,196608,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7a.16xlarge,1,x86_64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7a.24xlarge,1,x86_64,96,393216,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7a.32xlarge,1,x86_64,128,524288,15,50,50,1,50 Gigabit,1,15,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7a.48xlarge,1,x86_64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m7a.metal-48xl,1,x86_64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m7g.medium,1,arm64,1,4096,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7g.large,1,arm64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7g.xlarge,1,arm64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.876,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7g.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7g.4xlarge,1,arm64,16,65536,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7g.8xlarge,1,arm64,32,131072,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7g.12xlarge,1,arm64,48,196608,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7g.16xlarge,1,arm64,64,262144,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m7g.metal,1,arm64,64,262144,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m7gd.medium,1,arm64,1,4096,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7gd.large,1,arm64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7gd.xlarge,1,arm64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.876,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7gd.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7gd.4xlarge,1,arm64,16,65536,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7gd.8xlarge,1,arm64,32,131072,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7gd.12xlarge,1,arm64,48,196608,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7gd.16xlarge,1,arm64,64,262144,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m7gd.metal,1,arm64,64,262144,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m7i.large,1,x86_64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7i.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7i.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7i.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7i.8xlarge,1,x86_64,32,131072,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m7i.12xlarge,1,x86_64,48,196608,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7i.16xlarge,1,x86_64,64,262144,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7i.24xlarge,1,x86_64,96,393216,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m7i.48xlarge,1,x86_64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m7i.metal-24xl,1,x86_64,96,393216,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,,1,0,cluster+partition+spread,no,432000
  m7i.metal-48xl,1,x86_64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m7i-flex.large,1,x86_64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.39,12.5,1,required,0,0,0,nitro,0,0,partition+spread,no,432000
  m7i-flex.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,0.781,12.5,2,required,0,0,0,nitro,0,0,partition+spread,no,432000
  m7i-flex.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  m7i-flex.4xlarge,1,x86_64,16,65536,8,30,30,1,Up to 12.5 Gigabit,1,8,3.125,12.5,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  m7i-flex.8xlarge,1,x86_64,32,131072,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  m7i-flex.12xlarge,1,x86_64,48,196608,8,30,30,1,Up to 18.75 Gigabit,1,8,9.375,18.75,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  m7i-flex.16xlarge,1,x86_64,64,262144,15,50,50,1,Up to 25 Gigabit,1,15,12.5,25,4,required,0,0,0,nitro,0,0,partition+spread,no,432000
  m8a.medium,1,x86_64,1,4096,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8a.large,1,x86_64,2,8192,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8a.xlarge,1,x86_64,4,16384,4,20,20,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8a.2xlarge,1,x86_64,8,32768,4,40,40,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8a.4xlarge,1,x86_64,16,65536,8,40,40,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8a.8xlarge,1,x86_64,32,131072,10,40,40,1,15 Gigabit,1,10,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8a.12xlarge,1,x86_64,48,196608,12,64,64,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8a.16xlarge,1,x86_64,64,262144,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8a.24xlarge,1,x86_64,96,393216,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8a.48xlarge,1,x86_64,192,786432,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8a.metal-24xl,1,x86_64,96,393216,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,,1,0,cluster+partition+spread,no,350
  m8a.metal-48xl,1,x86_64,192,786432,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8azn.medium,1,x86_64,1,4096,3,4,4,1,Up to 25 Gigabit,1,3,2.08,25,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8azn.large,1,x86_64,2,8192,4,20,20,1,Up to 30 Gigabit,1,4,4.17,30,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8azn.xlarge,1,x86_64,4,16384,4,20,20,1,Up to 40 Gigabit,1,4,8.33,40,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8azn.3xlarge,1,x86_64,12,49152,8,40,40,1,Up to 50 Gigabit,1,8,25,50,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8azn.6xlarge,1,x86_64,24,98304,8,40,40,1,50 Gigabit,1,8,50,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8azn.12xlarge,1,x86_64,48,196608,16,64,64,1,100 Gigabit,1,16,100,100,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8azn.24xlarge,1,x86_64,96,393216,16,64,64,1,200 Gigabit,1,16,200,200,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8azn.metal-12xl,1,x86_64,48,196608,16,64,64,1,100 Gigabit,1,16,100,100,8,required,0,0,1,,1,0,cluster+partition+spread,no,350
  m8azn.metal-24xl,1,x86_64,96,393216,16,64,64,1,200 Gigabit,1,16,200,200,16,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8g.medium,1,arm64,1,4096,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8g.large,1,arm64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8g.xlarge,1,arm64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8g.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8g.4xlarge,1,arm64,16,65536,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8g.8xlarge,1,arm64,32,131072,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m8g.12xlarge,1,arm64,48,196608,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m8g.16xlarge,1,arm64,64,262144,15,50,50,1,30 Gigabit,1,15,30,30,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m8g.24xlarge,1,arm64,96,393216,15,50,50,1,40 Gigabit,1,15,40,40,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m8g.48xlarge,1,arm64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m8g.metal-24xl,1,arm64,96,393216,15,50,50,1,40 Gigabit,1,15,40,40,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m8g.metal-48xl,1,arm64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m8gb.medium,1,arm64,1,4096,2,4,4,1,Up to 16.66 Gigabit,1,2,2.083,16.666,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8gb.large,1,arm64,2,8192,3,10,10,1,Up to 20 Gigabit,1,3,4.166,20,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8gb.xlarge,1,arm64,4,16384,4,15,15,1,Up to 26.66 Gigabit,1,4,8.333,26.666,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8gb.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 33.33 Gigabit,1,4,16.666,33.333,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8gb.4xlarge,1,arm64,16,65536,8,30,30,1,33.33 Gigabit,1,8,33.333,33.333,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8gb.8xlarge,1,arm64,32,131072,10,30,30,1,66.66 Gigabit,1,10,66.666,66.666,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8gb.12xlarge,1,arm64,48,196608,12,30,30,1,100 Gigabit,1,12,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8gb.16xlarge,1,arm64,64,262144,16,50,50,1,133.33 Gigabit,1,16,133.333,133.333,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8gb.24xlarge,1,arm64,96,393216,24,50,50,1,200 Gigabit,1,24,200,200,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8gb.48xlarge,1,arm64,192,786432,24,50,50,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  m8gb.metal-24xl,1,arm64,96,393216,24,50,50,1,200 Gigabit,1,24,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8gb.metal-48xl,1,arm64,192,786432,24,50,50,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  m8gd.medium,1,arm64,1,4096,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.large,1,arm64,2,8192,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.xlarge,1,arm64,4,16384,4,15,15,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.4xlarge,1,arm64,16,65536,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.8xlarge,1,arm64,32,131072,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.12xlarge,1,arm64,48,196608,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.16xlarge,1,arm64,64,262144,15,50,50,1,30 Gigabit,1,15,30,30,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.24xlarge,1,arm64,96,393216,15,50,50,1,40 Gigabit,1,15,40,40,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.48xlarge,1,arm64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  m8gd.metal-24xl,1,arm64,96,393216,15,50,50,1,40 Gigabit,1,15,40,40,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m8gd.metal-48xl,1,arm64,192,786432,15,50,50,1,50 Gigabit,1,15,50,50,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  m8gn.medium,1,arm64,1,4096,2,4,4,1,Up to 25 Gigabit,1,2,3.125,25,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8gn.large,1,arm64,2,8192,3,10,10,1,Up to 30 Gigabit,1,3,6.25,30,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8gn.xlarge,1,arm64,4,16384,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8gn.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 50 Gigabit,1,4,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8gn.4xlarge,1,arm64,16,65536,8,30,30,1,50 Gigabit,1,8,50,50,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8gn.8xlarge,1,arm64,32,131072,10,30,30,1,100 Gigabit,1,10,100,100,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8gn.12xlarge,1,arm64,48,196608,12,30,30,1,150 Gigabit,1,12,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8gn.16xlarge,1,arm64,64,262144,16,50,50,1,200 Gigabit,1,16,200,200,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8gn.24xlarge,1,arm64,96,393216,24,50,50,1,300 Gigabit,1,24,300,300,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8gn.48xlarge,1,arm64,192,786432,24,50,50,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  m8gn.metal-24xl,1,arm64,96,393216,24,50,50,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8gn.metal-48xl,1,arm64,192,786432,24,50,50,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  m8i.large,1,x86_64,2,8192,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8i.xlarge,1,x86_64,4,16384,4,30,30,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8i.2xlarge,1,x86_64,8,32768,4,30,30,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8i.4xlarge,1,x86_64,16,65536,8,50,50,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8i.8xlarge,1,x86_64,32,131072,10,50,50,1,15 Gigabit,1,10,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8i.12xlarge,1,x86_64,48,196608,12,50,50,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8i.16xlarge,1,x86_64,64,262144,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8i.24xlarge,1,x86_64,96,393216,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8i.32xlarge,1,x86_64,128,524288,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8i.48xlarge,1,x86_64,192,786432,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8i.96xlarge,1,x86_64,384,1572864,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8i.metal-48xl,1,x86_64,192,786432,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8i.metal-96xl,1,x86_64,384,1572864,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8i-flex.large,1,x86_64,2,8192,3,20,20,1,Up to 12.5 Gigabit,1,3,0.468,12.5,1,required,0,0,0,nitro,0,0,partition+spread,no,350
  m8i-flex.xlarge,1,x86_64,4,16384,4,30,30,1,Up to 12.5 Gigabit,1,4,0.937,12.5,2,required,0,0,0,nitro,0,0,partition+spread,no,350
  m8i-flex.2xlarge,1,x86_64,8,32768,4,30,30,1,Up to 15 Gigabit,1,4,1.875,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  m8i-flex.4xlarge,1,x86_64,16,65536,8,50,50,1,Up to 15 Gigabit,1,8,3.75,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  m8i-flex.8xlarge,1,x86_64,32,131072,10,50,50,1,Up to 15 Gigabit,1,10,7.5,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  m8i-flex.12xlarge,1,x86_64,48,196608,12,50,50,1,Up to 22.5 Gigabit,1,12,11.25,22.5,8,required,0,0,0,nitro,0,0,partition+spread,no,350
  m8i-flex.16xlarge,1,x86_64,64,262144,16,64,64,1,Up to 30 Gigabit,1,16,15,30,8,required,0,0,0,nitro,0,0,partition+spread,no,350
  m8ib.large,1,x86_64,2,8192,4,20,20,1,Up to 16.66 Gigabit,1,4,2.083,16.667,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ib.xlarge,1,x86_64,4,16384,4,30,30,1,Up to 20 Gigabit,1,4,4.166,20,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ib.2xlarge,1,x86_64,8,32768,4,30,30,1,Up to 26.66 Gigabit,1,4,8.333,26.667,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ib.4xlarge,1,x86_64,16,65536,8,50,50,1,Up to 33.33 Gigabit,1,8,16.666,33.333,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ib.8xlarge,1,x86_64,32,131072,8,50,50,1,33.33 Gigabit,1,8,33.333,33.333,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8ib.12xlarge,1,x86_64,48,196608,12,50,50,1,50 Gigabit,1,12,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8ib.16xlarge,1,x86_64,64,262144,16,64,64,1,66.66 Gigabit,1,16,66.666,66.666,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8ib.24xlarge,1,x86_64,96,393216,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8ib.32xlarge,1,x86_64,128,524288,16,64,64,1,133.33 Gigabit,1,16,133.333,133.333,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8ib.48xlarge,1,x86_64,192,786432,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8ib.96xlarge,1,x86_64,384,1572864,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  m8ib.metal-48xl,1,x86_64,192,786432,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8ib.metal-96xl,1,x86_64,384,1572864,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  m8id.large,1,x86_64,2,8192,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8id.xlarge,1,x86_64,4,16384,4,30,30,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8id.2xlarge,1,x86_64,8,32768,4,30,30,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8id.4xlarge,1,x86_64,16,65536,8,50,50,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8id.8xlarge,1,x86_64,32,131072,10,50,50,1,15 Gigabit,1,10,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8id.12xlarge,1,x86_64,48,196608,12,50,50,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8id.16xlarge,1,x86_64,64,262144,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8id.24xlarge,1,x86_64,96,393216,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8id.32xlarge,1,x86_64,128,524288,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8id.48xlarge,1,x86_64,192,786432,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8id.96xlarge,1,x86_64,384,1572864,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8id.metal-48xl,1,x86_64,192,786432,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8id.metal-96xl,1,x86_64,384,1572864,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8idb.large,1,x86_64,2,8192,4,20,20,1,Up to 16.66 Gigabit,1,4,2.083,16.667,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8idb.xlarge,1,x86_64,4,16384,4,30,30,1,Up to 20 Gigabit,1,4,4.166,20,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8idb.2xlarge,1,x86_64,8,32768,4,30,30,1,Up to 26.66 Gigabit,1,4,8.333,26.667,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8idb.4xlarge,1,x86_64,16,65536,8,50,50,1,Up to 33.33 Gigabit,1,8,16.666,33.333,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8idb.8xlarge,1,x86_64,32,131072,8,50,50,1,33.33 Gigabit,1,8,33.333,33.333,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idb.12xlarge,1,x86_64,48,196608,12,50,50,1,50 Gigabit,1,12,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idb.16xlarge,1,x86_64,64,262144,16,64,64,1,66.66 Gigabit,1,16,66.666,66.666,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idb.24xlarge,1,x86_64,96,393216,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idb.32xlarge,1,x86_64,128,524288,16,64,64,1,133.33 Gigabit,1,16,133.333,133.333,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idb.48xlarge,1,x86_64,192,786432,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8idb.96xlarge,1,x86_64,384,1572864,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  m8idb.metal-48xl,1,x86_64,192,786432,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8idb.metal-96xl,1,x86_64,384,1572864,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  m8idn.large,1,x86_64,2,8192,4,20,20,1,Up to 25 Gigabit,1,4,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8idn.xlarge,1,x86_64,4,16384,4,30,30,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8idn.2xlarge,1,x86_64,8,32768,4,30,30,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8idn.4xlarge,1,x86_64,16,65536,8,50,50,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8idn.8xlarge,1,x86_64,32,131072,8,50,50,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idn.12xlarge,1,x86_64,48,196608,12,50,50,1,75 Gigabit,1,12,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idn.16xlarge,1,x86_64,64,262144,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idn.24xlarge,1,x86_64,96,393216,16,64,64,1,150 Gigabit,1,16,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idn.32xlarge,1,x86_64,128,524288,16,64,64,1,200 Gigabit,1,16,200,200,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8idn.48xlarge,1,x86_64,192,786432,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8idn.96xlarge,1,x86_64,384,1572864,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  m8idn.metal-48xl,1,x86_64,192,786432,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8idn.metal-96xl,1,x86_64,384,1572864,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  m8in.large,1,x86_64,2,8192,4,20,20,1,Up to 25 Gigabit,1,4,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8in.xlarge,1,x86_64,4,16384,4,30,30,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8in.2xlarge,1,x86_64,8,32768,4,30,30,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8in.4xlarge,1,x86_64,16,65536,8,50,50,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8in.8xlarge,1,x86_64,32,131072,8,50,50,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8in.12xlarge,1,x86_64,48,196608,12,50,50,1,75 Gigabit,1,12,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8in.16xlarge,1,x86_64,64,262144,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8in.24xlarge,1,x86_64,96,393216,16,64,64,1,150 Gigabit,1,16,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8in.32xlarge,1,x86_64,128,524288,16,64,64,1,200 Gigabit,1,16,200,200,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m8in.48xlarge,1,x86_64,192,786432,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m8in.96xlarge,1,x86_64,384,1572864,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  m8in.metal-48xl,1,x86_64,192,786432,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m8in.metal-96xl,1,x86_64,384,1572864,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  m8ine.large,1,x86_64,2,8192,4,20,20,1,3.125 Gigabit,1,4,3.125,3.125,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ine.xlarge,1,x86_64,4,16384,4,30,30,1,6.25 Gigabit,1,4,6.25,6.25,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ine.2xlarge,1,x86_64,8,32768,4,30,30,1,12.5 Gigabit,1,4,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ine.4xlarge,1,x86_64,16,65536,8,50,50,1,25 Gigabit,1,8,25,25,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ine.8xlarge,1,x86_64,32,131072,8,50,50,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m8ine.12xlarge,1,x86_64,48,196608,12,50,50,1,75 Gigabit,1,12,75,75,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9g.medium,1,arm64,1,4096,2,20,20,1,Up to 15 Gigabit,1,2,0.55,15,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9g.large,1,arm64,2,8192,3,20,20,1,Up to 15 Gigabit,1,3,1,15,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9g.xlarge,1,arm64,4,16384,4,30,30,1,Up to 15 Gigabit,1,4,2.1,15,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9g.2xlarge,1,arm64,8,32768,4,30,30,1,Up to 17 Gigabit,1,4,4.25,17,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9g.4xlarge,1,arm64,16,65536,8,50,50,1,Up to 17 Gigabit,1,8,8.5,17,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9g.8xlarge,1,arm64,32,131072,10,50,50,1,17 Gigabit,1,10,17,17,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m9g.12xlarge,1,arm64,48,196608,12,50,50,1,25 Gigabit,1,12,25,25,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m9g.16xlarge,1,arm64,64,262144,16,64,64,1,34 Gigabit,1,16,34,34,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m9g.24xlarge,1,arm64,96,393216,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m9g.48xlarge,1,arm64,192,786432,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m9g.metal-48xl,1,arm64,192,786432,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  m9gd.medium,1,arm64,1,4096,2,20,20,1,Up to 15 Gigabit,1,2,0.55,15,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9gd.large,1,arm64,2,8192,3,20,20,1,Up to 15 Gigabit,1,3,1,15,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9gd.xlarge,1,arm64,4,16384,4,30,30,1,Up to 15 Gigabit,1,4,2.1,15,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9gd.2xlarge,1,arm64,8,32768,4,30,30,1,Up to 17 Gigabit,1,4,4.25,17,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9gd.4xlarge,1,arm64,16,65536,8,50,50,1,Up to 17 Gigabit,1,8,8.5,17,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  m9gd.8xlarge,1,arm64,32,131072,10,50,50,1,17 Gigabit,1,10,17,17,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m9gd.12xlarge,1,arm64,48,196608,12,50,50,1,25 Gigabit,1,12,25,25,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m9gd.16xlarge,1,arm64,64,262144,16,64,64,1,34 Gigabit,1,16,34,34,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m9gd.24xlarge,1,arm64,96,393216,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  m9gd.48xlarge,1,arm64,192,786432,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  m9gd.metal-48xl,1,arm64,192,786432,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  mac-m3ultra.metal,1,arm64_mac,28,262144,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,,1,0,partition+spread,no,432000
  mac-m4.metal,1,arm64_mac,10,24576,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,,1,0,partition+spread,no,432000
  mac-m4max.metal,1,arm64_mac,16,131072,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,,1,0,partition+spread,no,432000
  mac-m4pro.metal,1,arm64_mac,14,49152,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,,1,0,partition+spread,no,432000
  mac1.metal,1,x86_64_mac,12,32768,8,30,30,1,25 Gigabit,1,8,25,25,8,required,0,0,0,,1,0,partition+spread,no,432000
  mac2.metal,1,arm64_mac,8,16384,8,30,30,1,10 Gigabit,1,8,10,10,32,required,0,0,0,,1,0,partition+spread,no,432000
  mac2-m1ultra.metal,1,arm64_mac,20,131072,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,,1,0,partition+spread,no,432000
  mac2-m2.metal,1,arm64_mac,8,24576,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,,1,0,partition+spread,no,432000
  mac2-m2pro.metal,1,arm64_mac,12,32768,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,,1,0,partition+spread,no,432000
  p3dn.24xlarge,1,x86_64,96,786432,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  p4d.24xlarge,1,x86_64,96,1179648,60,50,50,1,4x 100 Gigabit,4,15/15/15/15,100/100/100/100,100/100/100/100,32/32/32/32,required,1,4,0,nitro,0,0,cluster+partition+spread,no,432000
  p4de.24xlarge,1,x86_64,96,1179648,60,50,50,1,4x 100 Gigabit,4,15/15/15/15,100/100/100/100,100/100/100/100,32/32/32/32,required,1,4,0,nitro,0,0,cluster+partition+spread,no,432000
  p5.4xlarge,1,x86_64,16,262144,4,30,30,1,100 Gigabit,1,4,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  p5.48xlarge,1,x86_64,192,2097152,64,50,50,1,3200 Gigabit,32,2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2,100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100,100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100,32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32,required,1,32,1,nitro,0,0,cluster+partition+spread,no,432000
  p5e.48xlarge,1,x86_64,192,2097152,64,50,50,1,3200 Gigabit,32,2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2,100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100,100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100,32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32,required,1,32,1,nitro,0,0,cluster+partition+spread,no,432000
  p5en.48xlarge,1,x86_64,192,2097152,64,50,50,1,3200 Gigabit,16,4/4/4/4/4/4/4/4/4/4/4/4/4/4/4/4,200/200/200/200/200/200/200/200/200/200/200/200/200/200/200/200,200/200/200/200/200/200/200/200/200/200/200/200/200/200/200/200,32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32,required,1,16,1,nitro,0,0,cluster+partition+spread,no,432000
  p6-b200.48xlarge,1,x86_64,192,2097152,32,50,50,1,3200 Gigabit,8,4/4/4/4/4/4/4/4,200/200/200/200/200/200/200/200,200/200/200/200/200/200/200/200,32/32/32/32/32/32/32/32,required,1,8,1,nitro,0,0,cluster+partition+spread,no,350
  p6-b300.48xlarge,1,x86_64,192,4194304,68,50,50,1,6400 Gigabit,17,4/4/4/4/4/4/4/4/4/4/4/4/4/4/4/4/4,350/400/400/400/400/400/400/400/400/400/400/400/400/400/400/400/400,350/400/400/400/400/400/400/400/400/400/400/400/400/400/400/400/400,32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32,required,1,16,1,nitro,0,0,cluster+partition+spread,no,350
  r3.large,0,x86_64,2,15360,3,10,10,1,Moderate,1,3,0.5,1.2,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  r3.xlarge,0,x86_64,4,31232,4,15,15,1,Moderate,1,4,0.7,2.8,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  r3.2xlarge,0,x86_64,8,62464,4,15,15,1,High,1,4,1,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  r3.4xlarge,0,x86_64,16,124928,8,30,30,1,High,1,8,2,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  r3.8xlarge,0,x86_64,32,249856,8,30,30,1,10 Gigabit,1,8,5,10,8,unsupported,0,0,0,xen,0,0,cluster+partition+spread,yes(82599VF),432000
  r4.large,0,x86_64,2,15616,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  r4.xlarge,0,x86_64,4,31232,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  r4.2xlarge,0,x86_64,8,62464,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  r4.4xlarge,0,x86_64,16,124928,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  r4.8xlarge,0,x86_64,32,249856,8,30,30,1,10 Gigabit,1,8,12,12,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  r4.16xlarge,0,x86_64,64,499712,15,50,50,1,25 Gigabit,1,15,25,25,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  r5.large,0,x86_64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5.xlarge,0,x86_64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5.2xlarge,0,x86_64,8,65536,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5.4xlarge,0,x86_64,16,131072,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5.8xlarge,0,x86_64,32,262144,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5.12xlarge,0,x86_64,48,393216,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5.16xlarge,0,x86_64,64,524288,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5.24xlarge,0,x86_64,96,786432,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5.metal,0,x86_64,96,786432,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  r5a.large,1,x86_64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5a.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5a.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5a.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5a.8xlarge,1,x86_64,32,262144,8,30,30,1,Up to 10 Gigabit,1,8,7.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5a.12xlarge,1,x86_64,48,393216,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5a.16xlarge,1,x86_64,64,524288,15,50,50,1,12 Gigabit,1,15,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5a.24xlarge,1,x86_64,96,786432,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5ad.large,1,x86_64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5ad.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5ad.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5ad.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5ad.8xlarge,1,x86_64,32,262144,8,30,30,1,Up to 10 Gigabit,1,8,7.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5ad.12xlarge,1,x86_64,48,393216,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5ad.16xlarge,1,x86_64,64,524288,15,50,50,1,12 Gigabit,1,15,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5ad.24xlarge,1,x86_64,96,786432,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.large,1,x86_64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.8xlarge,1,x86_64,32,262144,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.12xlarge,1,x86_64,48,393216,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.16xlarge,1,x86_64,64,524288,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.24xlarge,1,x86_64,96,786432,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5b.metal,1,x86_64,96,786432,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  r5d.large,1,x86_64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5d.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5d.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5d.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5d.8xlarge,1,x86_64,32,262144,8,30,30,1,10 Gigabit,1,8,10,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5d.12xlarge,1,x86_64,48,393216,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5d.16xlarge,1,x86_64,64,524288,15,50,50,1,20 Gigabit,1,15,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5d.24xlarge,1,x86_64,96,786432,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5d.metal,1,x86_64,96,786432,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  r5dn.large,1,x86_64,2,16384,3,10,10,1,Up to 25 Gigabit,1,3,2.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5dn.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 25 Gigabit,1,4,4.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5dn.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 25 Gigabit,1,4,8.125,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5dn.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 25 Gigabit,1,8,16.25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5dn.8xlarge,1,x86_64,32,262144,8,30,30,1,25 Gigabit,1,8,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5dn.12xlarge,1,x86_64,48,393216,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5dn.16xlarge,1,x86_64,64,524288,15,50,50,1,75 Gigabit,1,15,75,75,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5dn.24xlarge,1,x86_64,96,786432,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  r5dn.metal,1,x86_64,96,786432,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  r5n.large,1,x86_64,2,16384,3,10,10,1,Up to 25 Gigabit,1,3,2.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5n.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 25 Gigabit,1,4,4.1,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5n.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 25 Gigabit,1,4,8.125,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5n.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 25 Gigabit,1,8,16.25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5n.8xlarge,1,x86_64,32,262144,8,30,30,1,25 Gigabit,1,8,25,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5n.12xlarge,1,x86_64,48,393216,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5n.16xlarge,1,x86_64,64,524288,15,50,50,1,75 Gigabit,1,15,75,75,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r5n.24xlarge,1,x86_64,96,786432,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  r5n.metal,1,x86_64,96,786432,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  r6a.large,1,x86_64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6a.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6a.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6a.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6a.8xlarge,1,x86_64,32,262144,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6a.12xlarge,1,x86_64,48,393216,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6a.16xlarge,1,x86_64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6a.24xlarge,1,x86_64,96,786432,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6a.32xlarge,1,x86_64,128,1048576,15,50,50,1,50 Gigabit,1,15,50,50,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6a.48xlarge,1,x86_64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r6a.metal,1,x86_64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r6g.medium,1,arm64,1,8192,2,4,4,1,Up to 10 Gigabit,1,2,0.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6g.large,1,arm64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6g.xlarge,1,arm64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6g.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6g.4xlarge,1,arm64,16,131072,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6g.8xlarge,1,arm64,32,262144,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6g.12xlarge,1,arm64,48,393216,8,30,30,1,20 Gigabit,1,8,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6g.16xlarge,1,arm64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6g.metal,1,arm64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  r6gd.medium,1,arm64,1,8192,2,4,4,1,Up to 10 Gigabit,1,2,0.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6gd.large,1,arm64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6gd.xlarge,1,arm64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6gd.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6gd.4xlarge,1,arm64,16,131072,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6gd.8xlarge,1,arm64,32,262144,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6gd.12xlarge,1,arm64,48,393216,8,30,30,1,20 Gigabit,1,8,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6gd.16xlarge,1,arm64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6gd.metal,1,arm64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  r6i.large,0,x86_64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6i.xlarge,0,x86_64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6i.2xlarge,0,x86_64,8,65536,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6i.4xlarge,0,x86_64,16,131072,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6i.8xlarge,0,x86_64,32,262144,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6i.12xlarge,0,x86_64,48,393216,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6i.16xlarge,0,x86_64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6i.24xlarge,0,x86_64,96,786432,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6i.32xlarge,0,x86_64,128,1048576,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r6i.metal,0,x86_64,128,1048576,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r6id.large,1,x86_64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6id.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6id.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6id.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6id.8xlarge,1,x86_64,32,262144,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6id.12xlarge,1,x86_64,48,393216,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6id.16xlarge,1,x86_64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6id.24xlarge,1,x86_64,96,786432,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6id.32xlarge,1,x86_64,128,1048576,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r6id.metal,1,x86_64,128,1048576,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r6idn.large,1,x86_64,2,16384,3,10,10,1,Up to 25 Gigabit,1,3,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.8xlarge,1,x86_64,32,262144,8,30,30,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.12xlarge,1,x86_64,48,393216,8,30,30,1,75 Gigabit,1,8,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.16xlarge,1,x86_64,64,524288,15,50,50,1,100 Gigabit,1,15,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.24xlarge,1,x86_64,96,786432,15,50,50,1,150 Gigabit,1,15,150,150,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.32xlarge,1,x86_64,128,1048576,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  r6idn.metal,1,x86_64,128,1048576,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,432000
  r6in.large,1,x86_64,2,16384,3,10,10,1,Up to 25 Gigabit,1,3,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6in.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6in.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6in.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r6in.8xlarge,1,x86_64,32,262144,8,30,30,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6in.12xlarge,1,x86_64,48,393216,8,30,30,1,75 Gigabit,1,8,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6in.16xlarge,1,x86_64,64,524288,15,50,50,1,100 Gigabit,1,15,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6in.24xlarge,1,x86_64,96,786432,15,50,50,1,150 Gigabit,1,15,150,150,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r6in.32xlarge,1,x86_64,128,1048576,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  r6in.metal,1,x86_64,128,1048576,16,50,50,1,200 Gigabit,2,8/8,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,432000
  r7a.medium,1,x86_64,1,8192,2,4,4,1,Up to 12.5 Gigabit,1,2,0.39,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7a.large,1,x86_64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7a.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7a.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7a.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7a.8xlarge,1,x86_64,32,262144,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7a.12xlarge,1,x86_64,48,393216,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7a.16xlarge,1,x86_64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7a.24xlarge,1,x86_64,96,786432,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7a.32xlarge,1,x86_64,128,1048576,15,50,50,1,50 Gigabit,1,15,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7a.48xlarge,1,x86_64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r7a.metal-48xl,1,x86_64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r7g.medium,1,arm64,1,8192,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7g.large,1,arm64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7g.xlarge,1,arm64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.876,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7g.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7g.4xlarge,1,arm64,16,131072,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7g.8xlarge,1,arm64,32,262144,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7g.12xlarge,1,arm64,48,393216,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7g.16xlarge,1,arm64,64,524288,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r7g.metal,1,arm64,64,524288,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r7gd.medium,1,arm64,1,8192,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7gd.large,1,arm64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7gd.xlarge,1,arm64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.876,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7gd.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7gd.4xlarge,1,arm64,16,131072,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7gd.8xlarge,1,arm64,32,262144,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7gd.12xlarge,1,arm64,48,393216,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7gd.16xlarge,1,arm64,64,524288,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r7gd.metal,1,arm64,64,524288,15,50,50,1,30 Gigabit,1,15,30,30,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r7i.large,1,x86_64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7i.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7i.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7i.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7i.8xlarge,1,x86_64,32,262144,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7i.12xlarge,1,x86_64,48,393216,8,30,30,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7i.16xlarge,1,x86_64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7i.24xlarge,1,x86_64,96,786432,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7i.48xlarge,1,x86_64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r7i.metal-24xl,1,x86_64,96,786432,15,50,50,1,37.5 Gigabit,1,15,37.5,37.5,8,required,0,0,1,,1,0,cluster+partition+spread,no,432000
  r7i.metal-48xl,1,x86_64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r7iz.large,1,x86_64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.781,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7iz.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.562,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7iz.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7iz.4xlarge,1,x86_64,16,131072,8,30,30,1,Up to 12.5 Gigabit,1,8,6.25,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r7iz.8xlarge,1,x86_64,32,262144,8,30,30,1,12.5 Gigabit,1,8,12.5,12.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7iz.12xlarge,1,x86_64,48,393216,8,30,30,1,25 Gigabit,1,8,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7iz.16xlarge,1,x86_64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r7iz.32xlarge,1,x86_64,128,1048576,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r7iz.metal-16xl,1,x86_64,64,524288,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,1,,1,0,cluster+partition+spread,no,432000
  r7iz.metal-32xl,1,x86_64,128,1048576,15,50,50,1,50 Gigabit,1,15,50,50,8,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r8a.medium,1,x86_64,1,8192,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8a.large,1,x86_64,2,16384,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8a.xlarge,1,x86_64,4,32768,4,20,20,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8a.2xlarge,1,x86_64,8,65536,4,40,40,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8a.4xlarge,1,x86_64,16,131072,8,40,40,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8a.8xlarge,1,x86_64,32,262144,10,40,40,1,15 Gigabit,1,10,15,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8a.12xlarge,1,x86_64,48,393216,12,64,64,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8a.16xlarge,1,x86_64,64,524288,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8a.24xlarge,1,x86_64,96,786432,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8a.48xlarge,1,x86_64,192,1572864,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8a.metal-24xl,1,x86_64,96,786432,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,,1,0,cluster+partition+spread,no,350
  r8a.metal-48xl,1,x86_64,192,1572864,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8g.medium,1,arm64,1,8192,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8g.large,1,arm64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8g.xlarge,1,arm64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8g.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8g.4xlarge,1,arm64,16,131072,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8g.8xlarge,1,arm64,32,262144,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r8g.12xlarge,1,arm64,48,393216,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r8g.16xlarge,1,arm64,64,524288,15,50,50,1,30 Gigabit,1,15,30,30,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r8g.24xlarge,1,arm64,96,786432,15,50,50,1,40 Gigabit,1,15,40,40,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r8g.48xlarge,1,arm64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r8g.metal-24xl,1,arm64,96,786432,15,50,50,1,40 Gigabit,1,15,40,40,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r8g.metal-48xl,1,arm64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r8gb.medium,1,arm64,1,8192,2,4,4,1,Up to 16.66 Gigabit,1,2,2.083,16.667,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8gb.large,1,arm64,2,16384,3,10,10,1,Up to 20 Gigabit,1,3,4.166,20,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8gb.xlarge,1,arm64,4,32768,4,15,15,1,Up to 26.66 Gigabit,1,4,8.333,26.667,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8gb.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 33.33 Gigabit,1,4,16.666,33.333,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8gb.4xlarge,1,arm64,16,131072,8,30,30,1,33.33 Gigabit,1,8,33.333,33.333,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8gb.8xlarge,1,arm64,32,262144,10,30,30,1,66.66 Gigabit,1,10,66.666,66.666,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8gb.12xlarge,1,arm64,48,393216,12,30,30,1,100 Gigabit,1,12,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8gb.16xlarge,1,arm64,64,524288,16,50,50,1,133.33 Gigabit,1,16,133.333,133.333,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8gb.24xlarge,1,arm64,96,786432,24,50,50,1,200 Gigabit,1,24,200,200,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8gb.48xlarge,1,arm64,192,1572864,24,50,50,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  r8gb.metal-24xl,1,arm64,96,786432,24,50,50,1,200 Gigabit,1,24,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8gb.metal-48xl,1,arm64,192,1572864,24,50,50,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  r8gd.medium,1,arm64,1,8192,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.large,1,arm64,2,16384,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.xlarge,1,arm64,4,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.4xlarge,1,arm64,16,131072,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.8xlarge,1,arm64,32,262144,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.12xlarge,1,arm64,48,393216,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.16xlarge,1,arm64,64,524288,15,50,50,1,30 Gigabit,1,15,30,30,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.24xlarge,1,arm64,96,786432,15,50,50,1,40 Gigabit,1,15,40,40,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.48xlarge,1,arm64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  r8gd.metal-24xl,1,arm64,96,786432,15,50,50,1,40 Gigabit,1,15,40,40,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r8gd.metal-48xl,1,arm64,192,1572864,15,50,50,1,50 Gigabit,1,15,50,50,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  r8gn.medium,1,arm64,1,8192,2,4,4,1,Up to 25 Gigabit,1,2,3.125,25,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8gn.large,1,arm64,2,16384,3,10,10,1,Up to 30 Gigabit,1,3,6.25,30,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8gn.xlarge,1,arm64,4,32768,4,15,15,1,Up to 40 Gigabit,1,4,12.5,40,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8gn.2xlarge,1,arm64,8,65536,4,15,15,1,Up to 50 Gigabit,1,4,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8gn.4xlarge,1,arm64,16,131072,8,30,30,1,50 Gigabit,1,8,50,50,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8gn.8xlarge,1,arm64,32,262144,10,30,30,1,100 Gigabit,1,10,100,100,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8gn.12xlarge,1,arm64,48,393216,12,30,30,1,150 Gigabit,1,12,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8gn.16xlarge,1,arm64,64,524288,16,50,50,1,200 Gigabit,1,16,200,200,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8gn.24xlarge,1,arm64,96,786432,24,50,50,1,300 Gigabit,1,24,300,300,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8gn.48xlarge,1,arm64,192,1572864,24,50,50,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  r8gn.metal-24xl,1,arm64,96,786432,24,50,50,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8gn.metal-48xl,1,arm64,192,1572864,24,50,50,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  r8i.large,1,x86_64,2,16384,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8i.xlarge,1,x86_64,4,32768,4,30,30,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8i.2xlarge,1,x86_64,8,65536,4,30,30,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8i.4xlarge,1,x86_64,16,131072,8,50,50,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8i.8xlarge,1,x86_64,32,262144,10,50,50,1,15 Gigabit,1,10,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8i.12xlarge,1,x86_64,48,393216,12,50,50,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8i.16xlarge,1,x86_64,64,524288,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8i.24xlarge,1,x86_64,96,786432,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8i.32xlarge,1,x86_64,128,1048576,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8i.48xlarge,1,x86_64,192,1572864,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8i.96xlarge,1,x86_64,384,3145728,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8i.metal-48xl,1,x86_64,192,1572864,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8i.metal-96xl,1,x86_64,384,3145728,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8i-flex.large,1,x86_64,2,16384,3,20,20,1,Up to 12.5 Gigabit,1,3,0.468,12.5,1,required,0,0,0,nitro,0,0,partition+spread,no,350
  r8i-flex.xlarge,1,x86_64,4,32768,4,30,30,1,Up to 12.5 Gigabit,1,4,0.937,12.5,2,required,0,0,0,nitro,0,0,partition+spread,no,350
  r8i-flex.2xlarge,1,x86_64,8,65536,4,30,30,1,Up to 15 Gigabit,1,4,1.875,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  r8i-flex.4xlarge,1,x86_64,16,131072,8,50,50,1,Up to 15 Gigabit,1,8,3.75,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  r8i-flex.8xlarge,1,x86_64,32,262144,10,50,50,1,Up to 15 Gigabit,1,10,7.5,15,4,required,0,0,0,nitro,0,0,partition+spread,no,350
  r8i-flex.12xlarge,1,x86_64,48,393216,12,50,50,1,Up to 22.5 Gigabit,1,12,11.25,22.5,8,required,0,0,0,nitro,0,0,partition+spread,no,350
  r8i-flex.16xlarge,1,x86_64,64,524288,16,64,64,1,Up to 30 Gigabit,1,16,15,30,8,required,0,0,0,nitro,0,0,partition+spread,no,350
  r8ib.large,1,x86_64,2,16384,4,20,20,1,Up to 16.66 Gigabit,1,4,2.083,16.667,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8ib.xlarge,1,x86_64,4,32768,4,30,30,1,Up to 20 Gigabit,1,4,4.166,20,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8ib.2xlarge,1,x86_64,8,65536,4,30,30,1,Up to 26.66 Gigabit,1,4,8.333,26.667,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8ib.4xlarge,1,x86_64,16,131072,8,50,50,1,Up to 33.33 Gigabit,1,8,16.666,33.333,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8ib.8xlarge,1,x86_64,32,262144,8,50,50,1,33.33 Gigabit,1,8,33.333,33.333,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8ib.12xlarge,1,x86_64,48,393216,12,50,50,1,50 Gigabit,1,12,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8ib.16xlarge,1,x86_64,64,524288,16,64,64,1,66.66 Gigabit,1,16,66.666,66.666,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8ib.24xlarge,1,x86_64,96,786432,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8ib.32xlarge,1,x86_64,128,1048576,16,64,64,1,133.33 Gigabit,1,16,133.333,133.333,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8ib.48xlarge,1,x86_64,192,1572864,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8ib.96xlarge,1,x86_64,384,3145728,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  r8ib.metal-48xl,1,x86_64,192,1572864,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8ib.metal-96xl,1,x86_64,384,3145728,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  r8id.large,1,x86_64,2,16384,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8id.xlarge,1,x86_64,4,32768,4,30,30,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8id.2xlarge,1,x86_64,8,65536,4,30,30,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8id.4xlarge,1,x86_64,16,131072,8,50,50,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8id.8xlarge,1,x86_64,32,262144,10,50,50,1,15 Gigabit,1,10,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8id.12xlarge,1,x86_64,48,393216,12,50,50,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8id.16xlarge,1,x86_64,64,524288,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8id.24xlarge,1,x86_64,96,786432,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8id.32xlarge,1,x86_64,128,1048576,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8id.48xlarge,1,x86_64,192,1572864,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8id.96xlarge,1,x86_64,384,3145728,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8id.metal-48xl,1,x86_64,192,1572864,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8id.metal-96xl,1,x86_64,384,3145728,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8idb.large,1,x86_64,2,16384,4,20,20,1,Up to 16.66 Gigabit,1,4,2.083,16.667,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8idb.xlarge,1,x86_64,4,32768,4,30,30,1,Up to 20 Gigabit,1,4,4.166,20,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8idb.2xlarge,1,x86_64,8,65536,4,30,30,1,Up to 26.66 Gigabit,1,4,8.333,26.667,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8idb.4xlarge,1,x86_64,16,131072,8,50,50,1,Up to 33.33 Gigabit,1,8,16.666,33.333,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8idb.8xlarge,1,x86_64,32,262144,8,50,50,1,33.33 Gigabit,1,8,33.333,33.333,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idb.12xlarge,1,x86_64,48,393216,12,50,50,1,50 Gigabit,1,12,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idb.16xlarge,1,x86_64,64,524288,16,64,64,1,66.66 Gigabit,1,16,66.666,66.666,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idb.24xlarge,1,x86_64,96,786432,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idb.32xlarge,1,x86_64,128,1048576,16,64,64,1,133.33 Gigabit,1,16,133.333,133.333,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idb.48xlarge,1,x86_64,192,1572864,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8idb.96xlarge,1,x86_64,384,3145728,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  r8idb.metal-48xl,1,x86_64,192,1572864,24,64,64,1,200 Gigabit,1,24,200,200,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8idb.metal-96xl,1,x86_64,384,3145728,24,64,64,1,400 Gigabit,2,12/12,200/200,200/200,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  r8idn.large,1,x86_64,2,16384,4,20,20,1,Up to 25 Gigabit,1,4,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8idn.xlarge,1,x86_64,4,32768,4,30,30,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8idn.2xlarge,1,x86_64,8,65536,4,30,30,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8idn.4xlarge,1,x86_64,16,131072,8,50,50,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8idn.8xlarge,1,x86_64,32,262144,8,50,50,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idn.12xlarge,1,x86_64,48,393216,12,50,50,1,75 Gigabit,1,12,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idn.16xlarge,1,x86_64,64,524288,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idn.24xlarge,1,x86_64,96,786432,16,64,64,1,150 Gigabit,1,16,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idn.32xlarge,1,x86_64,128,1048576,16,64,64,1,200 Gigabit,1,16,200,200,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8idn.48xlarge,1,x86_64,192,1572864,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8idn.96xlarge,1,x86_64,384,3145728,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  r8idn.metal-48xl,1,x86_64,192,1572864,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8idn.metal-96xl,1,x86_64,384,3145728,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  r8in.large,1,x86_64,2,16384,4,20,20,1,Up to 25 Gigabit,1,4,3.125,25,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8in.xlarge,1,x86_64,4,32768,4,30,30,1,Up to 30 Gigabit,1,4,6.25,30,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8in.2xlarge,1,x86_64,8,65536,4,30,30,1,Up to 40 Gigabit,1,4,12.5,40,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8in.4xlarge,1,x86_64,16,131072,8,50,50,1,Up to 50 Gigabit,1,8,25,50,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  r8in.8xlarge,1,x86_64,32,262144,8,50,50,1,50 Gigabit,1,8,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8in.12xlarge,1,x86_64,48,393216,12,50,50,1,75 Gigabit,1,12,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8in.16xlarge,1,x86_64,64,524288,16,64,64,1,100 Gigabit,1,16,100,100,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8in.24xlarge,1,x86_64,96,786432,16,64,64,1,150 Gigabit,1,16,150,150,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8in.32xlarge,1,x86_64,128,1048576,16,64,64,1,200 Gigabit,1,16,200,200,32,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  r8in.48xlarge,1,x86_64,192,1572864,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  r8in.96xlarge,1,x86_64,384,3145728,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,nitro,0,0,cluster+partition+spread,no,350
  r8in.metal-48xl,1,x86_64,192,1572864,24,64,64,1,300 Gigabit,1,24,300,300,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  r8in.metal-96xl,1,x86_64,384,3145728,24,64,64,1,600 Gigabit,2,12/12,300/300,300/300,32/32,required,1,2,1,,1,0,cluster+partition+spread,no,350
  t1.micro,0,i386+x86_64,1,627,2,2,0,0,Very Low,1,2,0.07,0.28,1,unsupported,0,0,0,xen,0,0,partition+spread,no,432000
  t2.nano,1,i386+x86_64,1,512,2,2,2,1,Low to Moderate,1,2,0.032,0.512,1,unsupported,0,0,0,xen,0,1,partition+spread,no,432000
  t2.micro,1,i386+x86_64,1,1024,2,2,2,1,Low to Moderate,1,2,0.064,1.024,1,unsupported,0,0,0,xen,0,1,partition+spread,no,432000
  t2.small,1,i386+x86_64,1,2048,3,4,4,1,Low to Moderate,1,3,0.128,1.024,1,unsupported,0,0,0,xen,0,1,partition+spread,no,432000
  t2.medium,1,i386+x86_64,2,4096,3,6,6,1,Low to Moderate,1,3,0.256,1.024,1,unsupported,0,0,0,xen,0,1,partition+spread,no,432000
  t2.large,1,x86_64,2,8192,3,12,12,1,Low to Moderate,1,3,0.512,1.024,1,unsupported,0,0,0,xen,0,1,partition+spread,no,432000
  t2.xlarge,1,x86_64,4,16384,3,15,15,1,Moderate,1,3,0.75,1.024,1,unsupported,0,0,0,xen,0,1,partition+spread,no,432000
  t2.2xlarge,1,x86_64,8,32768,3,15,15,1,Moderate,1,3,1,1.024,1,unsupported,0,0,0,xen,0,1,partition+spread,no,432000
  t3.nano,1,x86_64,2,512,2,2,2,1,Up to 5 Gigabit,1,2,0.032,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3.micro,1,x86_64,2,1024,2,2,2,1,Up to 5 Gigabit,1,2,0.064,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3.small,1,x86_64,2,2048,3,4,4,1,Up to 5 Gigabit,1,3,0.128,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3.medium,1,x86_64,2,4096,3,6,6,1,Up to 5 Gigabit,1,3,0.256,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3.large,1,x86_64,2,8192,3,12,12,1,Up to 5 Gigabit,1,3,0.512,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 5 Gigabit,1,4,1.024,5,4,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 5 Gigabit,1,4,2.048,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3a.nano,1,x86_64,2,512,2,2,2,1,Up to 5 Gigabit,1,2,0.032,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3a.micro,1,x86_64,2,1024,2,2,2,1,Up to 5 Gigabit,1,2,0.064,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3a.small,1,x86_64,2,2048,2,4,4,1,Up to 5 Gigabit,1,2,0.128,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3a.medium,1,x86_64,2,4096,3,6,6,1,Up to 5 Gigabit,1,3,0.256,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3a.large,1,x86_64,2,8192,3,12,12,1,Up to 5 Gigabit,1,3,0.512,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3a.xlarge,1,x86_64,4,16384,4,15,15,1,Up to 5 Gigabit,1,4,1.024,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t3a.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 5 Gigabit,1,4,2.048,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t4g.nano,1,arm64,2,512,2,2,2,1,Up to 5 Gigabit,1,2,0.032,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t4g.micro,1,arm64,2,1024,2,2,2,1,Up to 5 Gigabit,1,2,0.064,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t4g.small,1,arm64,2,2048,3,4,4,1,Up to 5 Gigabit,1,3,0.128,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t4g.medium,1,arm64,2,4096,3,6,6,1,Up to 5 Gigabit,1,3,0.256,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t4g.large,1,arm64,2,8192,3,12,12,1,Up to 5 Gigabit,1,3,0.512,5,2,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t4g.xlarge,1,arm64,4,16384,4,15,15,1,Up to 5 Gigabit,1,4,1.024,5,4,required,0,0,0,nitro,0,1,partition+spread,no,432000
  t4g.2xlarge,1,arm64,8,32768,4,15,15,1,Up to 5 Gigabit,1,4,2.048,5,8,required,0,0,0,nitro,0,1,partition+spread,no,432000
  trn1.2xlarge,1,x86_64,8,32768,4,15,15,1,Up to 12.5 Gigabit,1,4,3.125,12.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  trn1.32xlarge,1,x86_64,128,524288,40,50,50,1,8x 100 Gigabit,8,5/5/5/5/5/5/5/5,100/100/100/100/100/100/100/100,100/100/100/100/100/100/100/100,32/32/32/32/32/32/32/32,required,1,8,0,nitro,0,0,cluster+partition+spread,no,432000
  trn1n.32xlarge,1,x86_64,128,524288,80,50,50,1,16x 100 Gigabit,16,5/5/5/5/5/5/5/5/5/5/5/5/5/5/5/5,100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100,100/100/100/100/100/100/100/100/100/100/100/100/100/100/100/100,32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32,required,1,16,0,nitro,0,0,cluster+partition+spread,no,432000
  trn2.3xlarge,1,x86_64,12,131072,2,15,15,1,200 Gigabit,1,2,50,50,16,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  trn2.48xlarge,1,x86_64,192,2097152,32,50,50,1,16x 200 Gigabit,16,2/2/2/2/2/2/2/2/2/2/2/2/2/2/2/2,200/200/200/200/200/200/200/200/200/200/200/200/200/200/200/200,200/200/200/200/200/200/200/200/200/200/200/200/200/200/200/200,32/32/32/32/32/32/32/32/32/32/32/32/32/32/32/32,required,1,16,0,nitro,0,0,cluster+partition+spread,no,432000
  u-3tb1.56xlarge,1,x86_64,224,3145728,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  u-6tb1.56xlarge,1,x86_64,224,6291456,15,50,50,1,100 Gigabit,1,15,100,100,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  u-6tb1.112xlarge,1,x86_64,448,6291456,15,50,50,1,100 Gigabit,1,15,100,100,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  u7i-12tb.224xlarge,1,x86_64,896,12582912,15,50,50,1,100 Gigabit,1,15,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  u7i-6tb.112xlarge,1,x86_64,448,6291456,15,50,50,1,100 Gigabit,1,15,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  u7i-8tb.112xlarge,1,x86_64,448,8388608,15,50,50,1,100 Gigabit,1,15,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  u7in-16tb.224xlarge,1,x86_64,896,16777216,16,50,50,1,200 Gigabit,2,8/8,100/100,100/100,16/16,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  u7in-24tb.224xlarge,1,x86_64,896,25165824,16,50,50,1,200 Gigabit,2,8/8,100/100,100/100,16/16,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  u7in-32tb.224xlarge,1,x86_64,896,33554432,16,50,50,1,200 Gigabit,2,8/8,100/100,100/100,16/16,required,1,2,1,nitro,0,0,cluster+partition+spread,no,432000
  vt1.3xlarge,1,x86_64,12,24576,4,15,15,1,3.12 Gigabit,1,4,3.125,3.125,8,required,0,0,0,nitro,0,0,partition+spread,no,432000
  vt1.6xlarge,1,x86_64,24,49152,8,30,30,1,6.25 Gigabit,1,8,6.25,6.25,8,required,0,0,0,nitro,0,0,partition+spread,no,432000
  vt1.24xlarge,1,x86_64,96,196608,15,50,50,1,25 Gigabit,1,15,25,25,8,required,1,1,0,nitro,0,0,partition+spread,no,432000
  x1.16xlarge,1,x86_64,64,999424,8,30,30,1,10 Gigabit,1,8,10,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  x1.32xlarge,1,x86_64,128,1998848,8,30,30,1,25 Gigabit,1,8,25,25,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  x1e.xlarge,1,x86_64,4,124928,3,10,10,1,Up to 10 Gigabit,1,3,0.625,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  x1e.2xlarge,1,x86_64,8,249856,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  x1e.4xlarge,1,x86_64,16,499712,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  x1e.8xlarge,1,x86_64,32,999424,4,15,15,1,Up to 10 Gigabit,1,4,5,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  x1e.16xlarge,1,x86_64,64,1998848,8,30,30,1,10 Gigabit,1,8,10,10,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  x1e.32xlarge,1,x86_64,128,3997696,8,30,30,1,25 Gigabit,1,8,25,25,8,supported,0,0,0,xen,0,0,cluster+partition+spread,no,432000
  x2gd.medium,1,arm64,1,16384,2,4,4,1,Up to 10 Gigabit,1,2,0.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2gd.large,1,arm64,2,32768,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2gd.xlarge,1,arm64,4,65536,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2gd.2xlarge,1,arm64,8,131072,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2gd.4xlarge,1,arm64,16,262144,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2gd.8xlarge,1,arm64,32,524288,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2gd.12xlarge,1,arm64,48,786432,8,30,30,1,20 Gigabit,1,8,20,20,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2gd.16xlarge,1,arm64,64,1048576,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2gd.metal,1,arm64,64,1048576,15,50,50,1,25 Gigabit,1,15,25,25,32,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  x2idn.16xlarge,1,x86_64,64,1048576,15,50,50,1,50 Gigabit,1,15,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  x2idn.24xlarge,1,x86_64,96,1572864,15,50,50,1,75 Gigabit,1,15,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  x2idn.32xlarge,1,x86_64,128,2097152,15,50,50,1,100 Gigabit,1,15,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  x2idn.metal,1,x86_64,128,2097152,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  x2iedn.xlarge,1,x86_64,4,131072,4,15,15,1,Up to 25 Gigabit,1,4,1.875,25,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2iedn.2xlarge,1,x86_64,8,262144,4,15,15,1,Up to 25 Gigabit,1,4,5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2iedn.4xlarge,1,x86_64,16,524288,8,30,30,1,Up to 25 Gigabit,1,8,12.5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2iedn.8xlarge,1,x86_64,32,1048576,8,30,30,1,25 Gigabit,1,8,25,25,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  x2iedn.16xlarge,1,x86_64,64,2097152,15,50,50,1,50 Gigabit,1,15,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  x2iedn.24xlarge,1,x86_64,96,3145728,15,50,50,1,75 Gigabit,1,15,75,75,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  x2iedn.32xlarge,1,x86_64,128,4194304,15,50,50,1,100 Gigabit,1,15,100,100,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  x2iedn.metal,1,x86_64,128,4194304,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  x2iezn.2xlarge,1,x86_64,8,262144,4,15,15,1,Up to 25 Gigabit,1,4,12.5,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2iezn.4xlarge,1,x86_64,16,524288,8,30,30,1,Up to 25 Gigabit,1,8,15,25,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2iezn.6xlarge,1,x86_64,24,786432,8,30,30,1,50 Gigabit,1,8,50,50,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2iezn.8xlarge,1,x86_64,32,1048576,8,30,30,1,75 Gigabit,1,8,75,75,32,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x2iezn.12xlarge,1,x86_64,48,1572864,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,nitro,0,0,cluster+partition+spread,no,432000
  x2iezn.metal,1,x86_64,48,1572864,15,50,50,1,100 Gigabit,1,15,100,100,32,required,1,1,0,,1,0,cluster+partition+spread,no,432000
  x8aedz.large,1,x86_64,2,65536,4,20,20,1,Up to 18.75 Gigabit,1,4,1.562,18.75,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8aedz.xlarge,1,x86_64,4,131072,4,20,20,1,Up to 18.75 Gigabit,1,4,3.125,18.75,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8aedz.3xlarge,1,x86_64,12,393216,8,40,40,1,Up to 18.75 Gigabit,1,8,9.375,18.75,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8aedz.6xlarge,1,x86_64,24,786432,8,40,40,1,18.75 Gigabit,1,8,18.75,18.75,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8aedz.12xlarge,1,x86_64,48,1572864,16,64,64,1,37.5 Gigabit,1,16,37.5,37.5,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8aedz.24xlarge,1,x86_64,96,3145728,16,64,64,1,75 Gigabit,1,16,75,75,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  x8aedz.metal-12xl,1,x86_64,48,1572864,16,64,64,1,37.5 Gigabit,1,16,37.5,37.5,8,required,0,0,0,,1,0,cluster+partition+spread,no,350
  x8aedz.metal-24xl,1,x86_64,96,3145728,16,64,64,1,75 Gigabit,1,16,75,75,16,required,1,1,1,,1,0,cluster+partition+spread,no,350
  x8g.medium,1,arm64,1,16384,2,4,4,1,Up to 12.5 Gigabit,1,2,0.52,12.5,1,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x8g.large,1,arm64,2,32768,3,10,10,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x8g.xlarge,1,arm64,4,65536,4,15,15,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x8g.2xlarge,1,arm64,8,131072,4,15,15,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x8g.4xlarge,1,arm64,16,262144,8,30,30,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  x8g.8xlarge,1,arm64,32,524288,8,30,30,1,15 Gigabit,1,8,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  x8g.12xlarge,1,arm64,48,786432,8,30,30,1,22.5 Gigabit,1,8,22.5,22.5,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  x8g.16xlarge,1,arm64,64,1048576,15,50,50,1,30 Gigabit,1,15,30,30,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,432000
  x8g.24xlarge,1,arm64,96,1572864,15,50,50,1,40 Gigabit,1,15,40,40,8,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  x8g.48xlarge,1,arm64,192,3145728,15,50,50,1,50 Gigabit,1,15,50,50,16,required,1,1,1,nitro,0,0,cluster+partition+spread,no,432000
  x8g.metal-24xl,1,arm64,96,1572864,15,50,50,1,40 Gigabit,1,15,40,40,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  x8g.metal-48xl,1,arm64,192,3145728,15,50,50,1,50 Gigabit,1,15,50,50,32,required,1,1,1,,1,0,cluster+partition+spread,no,432000
  x8i.large,1,x86_64,2,32768,3,20,20,1,Up to 12.5 Gigabit,1,3,0.937,12.5,2,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8i.xlarge,1,x86_64,4,65536,4,30,30,1,Up to 12.5 Gigabit,1,4,1.875,12.5,4,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8i.2xlarge,1,x86_64,8,131072,4,30,30,1,Up to 15 Gigabit,1,4,3.75,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8i.4xlarge,1,x86_64,16,262144,8,50,50,1,Up to 15 Gigabit,1,8,7.5,15,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,350
  x8i.8xlarge,1,x86_64,32,524288,10,50,50,1,15 Gigabit,1,10,15,15,8,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  x8i.12xlarge,1,x86_64,48,786432,12,50,50,1,22.5 Gigabit,1,12,22.5,22.5,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  x8i.16xlarge,1,x86_64,64,1048576,16,64,64,1,30 Gigabit,1,16,30,30,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  x8i.24xlarge,1,x86_64,96,1572864,16,64,64,1,40 Gigabit,1,16,40,40,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  x8i.32xlarge,1,x86_64,128,2097152,24,64,64,1,50 Gigabit,1,24,50,50,16,required,0,0,1,nitro,0,0,cluster+partition+spread,no,350
  x8i.48xlarge,1,x86_64,192,3145728,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  x8i.64xlarge,1,x86_64,256,4194304,24,64,64,1,80 Gigabit,1,24,80,80,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  x8i.96xlarge,1,x86_64,384,6291456,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,nitro,0,0,cluster+partition+spread,no,350
  x8i.metal-48xl,1,x86_64,192,3145728,24,64,64,1,75 Gigabit,1,24,75,75,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  x8i.metal-96xl,1,x86_64,384,6291456,24,64,64,1,100 Gigabit,1,24,100,100,32,required,1,1,1,,1,0,cluster+partition+spread,no,350
  z1d.large,1,x86_64,2,16384,3,10,10,1,Up to 10 Gigabit,1,3,0.75,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  z1d.xlarge,1,x86_64,4,32768,4,15,15,1,Up to 10 Gigabit,1,4,1.25,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  z1d.2xlarge,1,x86_64,8,65536,4,15,15,1,Up to 10 Gigabit,1,4,2.5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  z1d.3xlarge,1,x86_64,12,98304,8,30,30,1,Up to 10 Gigabit,1,8,5,10,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  z1d.6xlarge,1,x86_64,24,196608,8,30,30,1,12 Gigabit,1,8,12,12,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  z1d.12xlarge,1,x86_64,48,393216,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,nitro,0,0,cluster+partition+spread,no,432000
  z1d.metal,1,x86_64,48,393216,15,50,50,1,25 Gigabit,1,15,25,25,8,required,0,0,0,,1,0,cluster+partition+spread,no,432000
  """
