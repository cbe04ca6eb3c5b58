<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Workbench</source>
        <translation>关于 Workbench</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Experiments with parallelism and ensembles, measured with care.</source>
        <translation>并行计算与集成学习的实验，认真测量。</translation>
    </message>
    <message>
        <source>Licence: MIT. It stands on Qt and PySide6 (LGPL), scikit-learn, NumPy, SciPy and pyqtgraph (BSD and MIT), DuckDB (MIT), SQLite (public domain). Chinese glyphs: Noto Sans SC (SIL Open Font Licence).</source>
        <translation>许可证：MIT。基于 Qt 与 PySide6（LGPL）、scikit-learn、NumPy、SciPy 与 pyqtgraph（BSD 和 MIT）、DuckDB（MIT）、SQLite（公有领域）。中文字形：Noto Sans SC（SIL 开放字体许可证）。</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>AccuracyPlot</name>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>No models are scored in this experiment.</source>
        <translation>此实验不对模型评分。</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>The first dots appear as soon as a split is scored.</source>
        <translation>只要有一个划分完成评分，就会出现第一批点。</translation>
    </message>
    <message>
        <source>What it computed on {count} workers:</source>
        <translation>{count} 个工作进程的计算结果：</translation>
    </message>
    <message>
        <source>What it computed:</source>
        <translation>计算结果：</translation>
    </message>
    <message>
        <source>Which model is best, and is the ensemble worth it? Each split becomes a dot as it is scored, with every model’s mean and 95 % interval beside.</source>
        <translation>哪个模型最好，集成是否值得？每个划分评分后即成为一个点，旁边是各模型的均值和 95 % 区间。</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>dummy</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>fit (s)</source>
        <translation>拟合 (s)</translation>
    </message>
    <message>
        <source>fit {fit}, score {score} per split (median)</source>
        <translation>每个划分拟合 {fit}，评分 {score}（中位数）</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>mean {metric}</source>
        <translation>均值（{metric}）</translation>
    </message>
    <message>
        <source>mean {score}</source>
        <translation>均值 {score}</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>one split</source>
        <translation>单个划分</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>score (s)</source>
        <translation>评分 (s)</translation>
    </message>
    <message>
        <source>split {number}</source>
        <translation>划分 {number}</translation>
    </message>
    <message>
        <source>split {number}: {score}</source>
        <translation>划分 {number}：{score}</translation>
    </message>
    <message>
        <source>vote</source>
        <translation>投票</translation>
    </message>
    <message>
        <source>{count} splits scored</source>
        <translation>已评分 {count} 个划分</translation>
    </message>
    <message>
        <source>{folds} folds × {repeats}</source>
        <translation>{folds} 折 × {repeats}</translation>
    </message>
    <message>
        <source>{share:.0f} % held out × {repeats}</source>
        <translation>留出 {share:.0f} % × {repeats}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;About Workbench</source>
        <translation>关于 Workbench(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Copy results</source>
        <translation>复制结果(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export results…</source>
        <translation>导出结果(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;How to read this</source>
        <translation>如何阅读这些结果(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open experiment or run…</source>
        <translation>打开实验或运行(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save experiment as…</source>
        <translation>实验另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Self-check</source>
        <translation>自检(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>欢迎(&amp;W)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Normal &amp;size</source>
        <translation>正常大小(&amp;S)</translation>
    </message>
    <message>
        <source>Save run as &amp;bundle…</source>
        <translation>将运行保存为运行包(&amp;B)…</translation>
    </message>
    <message>
        <source>Show me a&amp;round</source>
        <translation>带我看看(&amp;R)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
</context>
<context>
    <name>AllowedHosts</name>
    <message>
        <source>Clusters that may run code sent from here</source>
        <translation>可以运行从这里发送的代码的集群</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Forget {host}</source>
        <translation>忘记 {host}</translation>
    </message>
    <message>
        <source>You are asked again before the next run there</source>
        <translation>下次在那里运行之前会再次询问您</translation>
    </message>
    <message>
        <source>encrypted connections only</source>
        <translation>仅限加密的连接</translation>
    </message>
    <message>
        <source>encrypted or not</source>
        <translation>加密或不加密</translation>
    </message>
</context>
<context>
    <name>AlphaSlider</name>
    <message>
        <source>all alike</source>
        <translation>全都相同</translation>
    </message>
    <message>
        <source>all different</source>
        <translation>各不相同</translation>
    </message>
</context>
<context>
    <name>AnatomyPlot</name>
    <message>
        <source>1 worker: {part}</source>
        <translation>1 个工作进程：{part}</translation>
    </message>
    <message>
        <source>The first bar appears after the first measured trial.</source>
        <translation>第一次计时的试验结束后会出现第一个长条。</translation>
    </message>
    <message>
        <source>Where did the workers’ time go? For each worker count: how much of it was computing, and how much was waiting, sending or work that only one can do.</source>
        <translation>工作进程的时间花在了哪里？按每种工作进程数显示：多少用于计算，多少用于等待、传输，或只能由一方完成的工作。</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>时间花在哪里</translation>
    </message>
    <message>
        <source>part</source>
        <translation>组成部分</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>share of worker-seconds (%)</source>
        <translation>占工作进程·秒的比例（%）</translation>
    </message>
    <message>
        <source>share of worker-seconds · wall time</source>
        <translation>占工作进程·秒的比例 · 实际用时</translation>
    </message>
    <message>
        <source>wall time (s)</source>
        <translation>实际用时（s）</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作进程数</translation>
    </message>
    <message>
        <source>{time} of {whole} worker-seconds, {share}</source>
        <translation>{time}，共 {whole} 工作进程·秒，占 {share}</translation>
    </message>
    <message>
        <source>{workers} workers: {part}</source>
        <translation>{workers} 个工作进程：{part}</translation>
    </message>
</context>
<context>
    <name>BundleSaver</name>
    <message>
        <source>Run bundles (*.wbrun)</source>
        <translation>运行包 (*.wbrun)</translation>
    </message>
    <message>
        <source>Save run as bundle</source>
        <translation>将运行保存为运行包</translation>
    </message>
</context>
<context>
    <name>CalibrationPlot</name>
    <message>
        <source>Are the stated probabilities to be believed? Of predictions that are 80 % sure, 80 % should be right.</source>
        <translation>给出的概率可信吗？在有 80 % 把握的预测中，应有 80 % 是对的。</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier 分数</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Member or rule shown</source>
        <translation>显示的成员或规则</translation>
    </message>
    <message>
        <source>No member and no rule of this run states probabilities.</source>
        <translation>本次运行中没有成员或规则给出概率。</translation>
    </message>
    <message>
        <source>The curve appears as soon as all members have predicted.</source>
        <translation>所有成员给出预测后，曲线即会出现。</translation>
    </message>
    <message>
        <source>as stated</source>
        <translation>校准前</translation>
    </message>
    <message>
        <source>believable</source>
        <translation>可信</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>校准后</translation>
    </message>
    <message>
        <source>calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>calibration error {error}</source>
        <translation>校准误差 {error}</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>member or rule</source>
        <translation>成员或规则</translation>
    </message>
    <message>
        <source>probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>share correct</source>
        <translation>正确比例</translation>
    </message>
    <message>
        <source>stated confidence</source>
        <translation>给出的置信度</translation>
    </message>
    <message>
        <source>test rows</source>
        <translation>测试行数</translation>
    </message>
    <message>
        <source>{count} test rows</source>
        <translation>{count} 个测试行</translation>
    </message>
    <message>
        <source>{sure} sure, {right} right</source>
        <translation>把握 {sure}，正确 {right}</translation>
    </message>
</context>
<context>
    <name>ClusterForm</name>
    <message>
        <source>&amp;Authority</source>
        <translation>颁发机构(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>私钥(&amp;K)</translation>
    </message>
    <message>
        <source>A running cluster</source>
        <translation>正在运行的集群</translation>
    </message>
    <message>
        <source>Address of the cluster</source>
        <translation>集群的地址</translation>
    </message>
    <message>
        <source>Allow an unencrypted connection</source>
        <translation>允许不加密的连接</translation>
    </message>
    <message>
        <source>Allow u&amp;nencrypted</source>
        <translation>允许不加密(&amp;N)</translation>
    </message>
    <message>
        <source>Anybody on the way to that computer could read your data, and have other code run there and here</source>
        <translation>通往该计算机途中的任何人都能读取您的数据，并让其他代码在那里和这里运行</translation>
    </message>
    <message>
        <source>Cert&amp;ificate</source>
        <translation>证书(&amp;I)</translation>
    </message>
    <message>
        <source>Certificate of the cluster’s authority</source>
        <translation>集群证书颁发机构的证书</translation>
    </message>
    <message>
        <source>Change the authority’s certificate</source>
        <translation>更改颁发机构的证书</translation>
    </message>
    <message>
        <source>Change the certificate</source>
        <translation>更改证书</translation>
    </message>
    <message>
        <source>Change the cluster’s address</source>
        <translation>更改集群的地址</translation>
    </message>
    <message>
        <source>Change the private key</source>
        <translation>更改私钥</translation>
    </message>
    <message>
        <source>Choose a file: {what}</source>
        <translation>选择文件：{what}</translation>
    </message>
    <message>
        <source>Choose where the workers are</source>
        <translation>选择工作进程的位置</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Forbid an unencrypted connection</source>
        <translation>禁止不加密的连接</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在这台计算机上</translation>
    </message>
    <message>
        <source>On this computer, standalone</source>
        <translation>在这台计算机上（standalone）</translation>
    </message>
    <message>
        <source>Private key of your certificate</source>
        <translation>您的证书的私钥</translation>
    </message>
    <message>
        <source>Your certificate for the cluster</source>
        <translation>您用于该集群的证书</translation>
    </message>
    <message>
        <source>a file in PEM form</source>
        <translation>PEM 格式的文件</translation>
    </message>
</context>
<context>
    <name>ComputedDialog</name>
    <message>
        <source>How was this computed?</source>
        <translation>这是如何计算的？</translation>
    </message>
</context>
<context>
    <name>ConfusionPlot</name>
    <message>
        <source>A regression has no classes that could be confused.</source>
        <translation>回归没有可混淆的类别。</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆</translation>
    </message>
    <message>
        <source>Member or rule shown</source>
        <translation>显示的成员或规则</translation>
    </message>
    <message>
        <source>The counts appear as soon as all members have predicted.</source>
        <translation>所有成员给出预测后，计数即会出现。</translation>
    </message>
    <message>
        <source>Which classes are taken for each other? Test rows are counted by what they are and what they were called.</source>
        <translation>哪些类别会被混淆？按测试行的真实类别和判定类别计数。</translation>
    </message>
    <message>
        <source>called</source>
        <translation>判定类别</translation>
    </message>
    <message>
        <source>called {name}</source>
        <translation>判为 {name}</translation>
    </message>
    <message>
        <source>mistaken</source>
        <translation>误判</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>share called {name}</source>
        <translation>判为 {name} 的比例</translation>
    </message>
    <message>
        <source>shares are of the true class</source>
        <translation>比例以真实类别计</translation>
    </message>
    <message>
        <source>true class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>{count} of {total} rows of {truth} called {called}, {share}</source>
        <translation>{total} 行 {truth} 中有 {count} 行判为 {called}，占 {share}</translation>
    </message>
    <message>
        <source>{wrong} of {total} wrong</source>
        <translation>{total} 行中错 {wrong} 行</translation>
    </message>
</context>
<context>
    <name>ConsentQuestion</name>
    <message>
        <source>Allow and run</source>
        <translation>允许并运行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run on another computer</source>
        <translation>在另一台计算机上运行</translation>
    </message>
    <message>
        <source>Send code and data to {host}?</source>
        <translation>将代码和数据发送到 {host}？</translation>
    </message>
    <message>
        <source>You are asked once; Preferences → Engines lists what is allowed.</source>
        <translation>只会询问一次；“首选项 → 引擎”中列出了已允许的计算机。</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>An error in the program itself. The window stays open and your history is safe. Please copy this report and send it to the authors.</source>
        <translation>程序本身出错了。窗口保持打开，历史记录安全。请复制此报告并发送给作者。</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>错误报告</translation>
    </message>
    <message>
        <source>It left no details: it was ended from outside, or the computer went off.</source>
        <translation>没有留下细节：程序被外部终止，或者计算机关闭了。</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>The last session ended abruptly. What it had measured is in History, marked as interrupted.</source>
        <translation>上次会话意外结束。已测量的内容保存在历史中，标记为“已中断”。</translation>
    </message>
</context>
<context>
    <name>CriticalDifferencePlot</name>
    <message>
        <source>Ranks over data sets</source>
        <translation>各数据集上的排名</translation>
    </message>
    <message>
        <source>Which one is better on the whole? Choose runs of the same members and rules on several data sets: their mean ranks are compared.</source>
        <translation>总体上哪一个更好？请选择相同成员和规则在多个数据集上的运行：比较它们的平均排名。</translation>
    </message>
    <message>
        <source>cannot be told apart</source>
        <translation>无法区分</translation>
    </message>
    <message>
        <source>critical difference {value:.2f}</source>
        <translation>临界差 {value:.2f}</translation>
    </message>
    <message>
        <source>mean rank</source>
        <translation>平均排名</translation>
    </message>
    <message>
        <source>mean rank, best to the right</source>
        <translation>平均排名，最好的在右</translation>
    </message>
    <message>
        <source>member or rule</source>
        <translation>成员或规则</translation>
    </message>
    <message>
        <source>not told apart from</source>
        <translation>无法区分于</translation>
    </message>
    <message>
        <source>not told apart from: {names}</source>
        <translation>无法区分于：{names}</translation>
    </message>
    <message>
        <source>told apart from all others</source>
        <translation>与其他所有行均可区分</translation>
    </message>
    <message>
        <source>{count} data sets · Friedman: p {p}</source>
        <translation>{count} 个数据集 · Friedman：p {p}</translation>
    </message>
    <message>
        <source>{title}: mean rank {rank:.2f} of {count}</source>
        <translation>{title}：平均排名 {rank:.2f}（共 {count} 个）</translation>
    </message>
</context>
<context>
    <name>CrossoverPlot</name>
    <message>
        <source>1 worker</source>
        <translation>1 个工作进程</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
    <message>
        <source>How long must a task be for an engine to pay? Each engine becomes a curve of its efficiency against the length of a task.</source>
        <translation>任务要多长，引擎才划算？每个引擎对应一条曲线，表示其效率随任务时长的变化。</translation>
    </message>
    <message>
        <source>No other engines were compared in this run.</source>
        <translation>本次运行没有比较其他引擎。</translation>
    </message>
    <message>
        <source>Python code</source>
        <translation>Python 代码</translation>
    </message>
    <message>
        <source>The curves appear once every engine was timed with tasks of all lengths.</source>
        <translation>每个引擎都用各种时长的任务计时之后，曲线才会出现。</translation>
    </message>
    <message>
        <source>Which engine for which task length</source>
        <translation>多长的任务用哪个引擎</translation>
    </message>
    <message>
        <source>efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>efficiency {share}</source>
        <translation>效率 {share}</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>length of a task (log scale)</source>
        <translation>单个任务的时长（对数刻度）</translation>
    </message>
    <message>
        <source>native code</source>
        <translation>原生代码</translation>
    </message>
    <message>
        <source>task length (s)</source>
        <translation>任务时长（秒）</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>任务数</translation>
    </message>
    <message>
        <source>worth it from {share} on</source>
        <translation>{share} 以上即划算</translation>
    </message>
    <message>
        <source>{count} tasks a time</source>
        <translation>每次 {count} 个任务</translation>
    </message>
    <message>
        <source>{count} workers</source>
        <translation>{count} 个工作进程</translation>
    </message>
    <message>
        <source>{engine}, tasks of {length}</source>
        <translation>{engine}，任务时长 {length}</translation>
    </message>
</context>
<context>
    <name>Cures</name>
    <message>
        <source>1 thread per worker</source>
        <translation>每个工作进程 1 个线程</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 个工作进程</translation>
    </message>
    <message>
        <source>Apply: {changes}</source>
        <translation>应用：{changes}</translation>
    </message>
    <message>
        <source>Setup changed: {changes}</source>
        <translation>设置已更改：{changes}</translation>
    </message>
    <message>
        <source>adaptive chunks</source>
        <translation>自适应分块</translation>
    </message>
    <message>
        <source>at most {n} workers</source>
        <translation>最多 {n} 个工作进程</translation>
    </message>
    <message>
        <source>chunks of {n} tasks</source>
        <translation>每块 {n} 个任务</translation>
    </message>
    <message>
        <source>engine “{name}”</source>
        <translation>引擎“{name}”</translation>
    </message>
    <message>
        <source>longest task first</source>
        <translation>最长的任务优先</translation>
    </message>
    <message>
        <source>one task at a time</source>
        <translation>每次一个任务</translation>
    </message>
    <message>
        <source>shortest task first</source>
        <translation>最短的任务优先</translation>
    </message>
    <message>
        <source>tasks in their own order</source>
        <translation>按任务原有顺序</translation>
    </message>
    <message>
        <source>the libraries’ own threads</source>
        <translation>线程数由库自行决定</translation>
    </message>
    <message>
        <source>worker counts {counts}</source>
        <translation>工作进程数 {counts}</translation>
    </message>
    <message>
        <source>{n} threads per worker</source>
        <translation>每个工作进程 {n} 个线程</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>&amp;Target</source>
        <translation>目标列(&amp;T)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>All {all} features…</source>
        <translation>全部 {all} 个特征…</translation>
    </message>
    <message>
        <source>Change the data's parameters</source>
        <translation>更改数据参数</translation>
    </message>
    <message>
        <source>Choose data</source>
        <translation>选择数据</translation>
    </message>
    <message>
        <source>Choose features</source>
        <translation>选择特征</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>How texts are counted</source>
        <translation>文本的统计方式</translation>
    </message>
    <message>
        <source>Look at the table…</source>
        <translation>查看表格…</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open a table</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Shape and difficulty</source>
        <translation>规模与难度</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt *.parquet)</source>
        <translation>表格 (*.csv *.tsv *.txt *.parquet)</translation>
    </message>
    <message>
        <source>Target column</source>
        <translation>目标列</translation>
    </message>
    <message>
        <source>no missing values</source>
        <translation>无缺失值</translation>
    </message>
    <message>
        <source>numbers to predict</source>
        <translation>预测数值</translation>
    </message>
    <message>
        <source>{n} classes</source>
        <translation>{n} 个类别</translation>
    </message>
    <message>
        <source>{n} missing values</source>
        <translation>{n} 个缺失值</translation>
    </message>
    <message>
        <source>{n} of {all} features…</source>
        <translation>{n} / {all} 个特征…</translation>
    </message>
    <message>
        <source>{n} texts</source>
        <translation>{n} 篇文本</translation>
    </message>
</context>
<context>
    <name>DiagnosisRow</name>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Apply: {changes}</source>
        <translation>应用：{changes}</translation>
    </message>
    <message>
        <source>Change the setup; Undo takes it back</source>
        <translation>更改设置；可撤销</translation>
    </message>
    <message>
        <source>In the setup now: {changes}. Press Run to measure it.</source>
        <translation>已在设置中：{changes}。按“运行”即可测量。</translation>
    </message>
    <message>
        <source>expected {ratio:.1f}× faster</source>
        <translation>预计加速 {ratio:.1f}×</translation>
    </message>
</context>
<context>
    <name>DiagnosisView</name>
    <message>
        <source>All diagnoses</source>
        <translation>全部诊断</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Show fewer diagnoses</source>
        <translation>收起诊断</translation>
    </message>
    <message>
        <source>less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>whole text</source>
        <translation>全文</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>还有 {count} 条</translation>
    </message>
</context>
<context>
    <name>DialectForm</name>
    <message>
        <source>bar |</source>
        <translation>竖线 |</translation>
    </message>
    <message>
        <source>colon :</source>
        <translation>冒号 :</translation>
    </message>
    <message>
        <source>comma ,</source>
        <translation>逗号 ,</translation>
    </message>
    <message>
        <source>double "</source>
        <translation>双引号 "</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>point .</source>
        <translation>句点 .</translation>
    </message>
    <message>
        <source>semicolon ;</source>
        <translation>分号 ;</translation>
    </message>
    <message>
        <source>single '</source>
        <translation>单引号 '</translation>
    </message>
    <message>
        <source>space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
</context>
<context>
    <name>DiversityPlot</name>
    <message>
        <source>1 pair: {mean}</source>
        <translation>1 对：{mean}</translation>
    </message>
    <message>
        <source>Diversity</source>
        <translation>多样性</translation>
    </message>
    <message>
        <source>Do the members make different mistakes? Only then can a vote mend them. Each pair of members becomes a cell.</source>
        <translation>各成员的错误是否不同？只有这样投票才能纠正。每一对成员成为一个单元格。</translation>
    </message>
    <message>
        <source>Measure of diversity</source>
        <translation>多样性度量</translation>
    </message>
    <message>
        <source>The pairs appear as soon as all members have predicted.</source>
        <translation>所有成员给出预测后，各对即会出现。</translation>
    </message>
    <message>
        <source>These measures count right and wrong answers, which a regression does not have; its decomposition tells how differently the members err.</source>
        <translation>这些度量统计对错，而回归没有对错；其分解说明各成员的误差有多不同。</translation>
    </message>
    <message>
        <source>mean of {count} pairs: {mean}</source>
        <translation>{count} 对的均值：{mean}</translation>
    </message>
</context>
<context>
    <name>EnginesForm</name>
    <message>
        <source>Compare with other engines</source>
        <translation>与其他引擎比较</translation>
    </message>
    <message>
        <source>Compared with 1 engine</source>
        <translation>与 1 个引擎比较</translation>
    </message>
    <message>
        <source>Compared with {count} engines</source>
        <translation>与 {count} 个引擎比较</translation>
    </message>
    <message>
        <source>Python code holds the interpreter’s lock, so threads take turns; native code (most of NumPy and scikit-learn) releases it.</source>
        <translation>Python 代码会占用解释器锁，因此线程只能轮流执行；原生代码（NumPy 和 scikit-learn 的大部分）会释放它。</translation>
    </message>
    <message>
        <source>Tasks are</source>
        <translation>任务为</translation>
    </message>
    <message>
        <source>Tasks: Python code</source>
        <translation>任务：Python 代码</translation>
    </message>
    <message>
        <source>Tasks: native code</source>
        <translation>任务：原生代码</translation>
    </message>
</context>
<context>
    <name>EnginesPage</name>
    <message>
        <source>Create environment…</source>
        <translation>建立环境…</translation>
    </message>
    <message>
        <source>It is taken off the list; its folder stays as it is.</source>
        <translation>它将从列表中去掉；其文件夹保持不变。</translation>
    </message>
    <message>
        <source>Its folder and the libraries in it are deleted.</source>
        <translation>其文件夹及其中的库将被删除。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove environment</source>
        <translation>移除环境</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>要移除“{name}”吗？</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Removing “{name}” …</source>
        <translation>正在移除“{name}”…</translation>
    </message>
    <message>
        <source>Setting up “{name}” …</source>
        <translation>正在设置“{name}”…</translation>
    </message>
    <message>
        <source>Some engines need libraries that do not come with the program. They run in a Python environment beside it, with the same measurements.</source>
        <translation>有些引擎需要程序未附带的库。它们在程序之外的 Python 环境中运行，测量方式相同。</translation>
    </message>
    <message>
        <source>Use existing…</source>
        <translation>使用现有环境…</translation>
    </message>
    <message>
        <source>needs an environment</source>
        <translation>需要环境</translation>
    </message>
    <message>
        <source>not installed: {command}</source>
        <translation>未安装：{command}</translation>
    </message>
</context>
<context>
    <name>EnginesView</name>
    <message>
        <source>95 % intervals</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>All engines computed the same, bit for bit.</source>
        <translation>所有引擎的计算结果逐位相同。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the table that is shown</source>
        <translation>复制所显示的表格</translation>
    </message>
    <message>
        <source>Engine comparison</source>
        <translation>引擎比较</translation>
    </message>
    <message>
        <source>Figures of each engine</source>
        <translation>各引擎的数据</translation>
    </message>
    <message>
        <source>It ended before tasks of any length were timed.</source>
        <translation>在对任何时长的任务计时之前就结束了。</translation>
    </message>
    <message>
        <source>Measuring, one engine after the other, in turns…</source>
        <translation>正在测量，各引擎轮流进行……</translation>
    </message>
    <message>
        <source>The engines did not compute the same.</source>
        <translation>各引擎的计算结果不相同。</translation>
    </message>
    <message>
        <source>bytes back</source>
        <translation>返回字节</translation>
    </message>
    <message>
        <source>bytes to a task</source>
        <translation>发给任务的字节</translation>
    </message>
    <message>
        <source>efficiency (%)</source>
        <translation>效率 (%)</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>experiment (s)</source>
        <translation>实验（秒）</translation>
    </message>
    <message>
        <source>measuring, {share} done</source>
        <translation>正在测量，已完成 {share}</translation>
    </message>
    <message>
        <source>speedup (×)</source>
        <translation>加速比 (×)</translation>
    </message>
    <message>
        <source>speedup from (×)</source>
        <translation>加速比下限 (×)</translation>
    </message>
    <message>
        <source>speedup to (×)</source>
        <translation>加速比上限 (×)</translation>
    </message>
    <message>
        <source>start-up (ms)</source>
        <translation>启动（毫秒）</translation>
    </message>
    <message>
        <source>tasks/s</source>
        <translation>任务/秒</translation>
    </message>
    <message>
        <source>warm-up (ms)</source>
        <translation>预热（毫秒）</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作进程数</translation>
    </message>
    <message>
        <source>worth it from (ms)</source>
        <translation>划算起点（毫秒）</translation>
    </message>
    <message>
        <source>{engine} is left out: {reason}</source>
        <translation>未包括 {engine}：{reason}</translation>
    </message>
    <message>
        <source>µs a task</source>
        <translation>每任务 µs</translation>
    </message>
</context>
<context>
    <name>EnsembleVerdict</name>
    <message>
        <source>Ahead so far: {model} with {score}, splits scored: {n}.</source>
        <translation>目前领先：“{model}”，得分 {score}，已评分划分：{n}。</translation>
    </message>
    <message>
        <source>Choose members and rules, or one kind to grow, then press Run. Every member is fitted once on each split, and every rule combines the same predictions. You get a recommendation in words, what each rule gains over the best single model, whether that gain is real, and what it costs.</source>
        <translation>选择成员和规则，或选择一种模型来生长，然后按“运行”。每个成员在每个划分上只拟合一次，每条规则组合相同的预测。您会得到文字建议：每条规则比最佳单一模型增益多少、增益是否真实、代价如何。</translation>
    </message>
    <message>
        <source>Is an ensemble worth it here, which one, and how many members?</source>
        <translation>这里值得用集成吗？用哪一个？需要多少成员？</translation>
    </message>
    <message>
        <source>{method}: {members} members so far, score {score}.</source>
        <translation>{method}：目前 {members} 个成员，得分 {score}。</translation>
    </message>
</context>
<context>
    <name>EnsembleView</name>
    <message>
        <source>Critical difference</source>
        <translation>临界差</translation>
    </message>
    <message>
        <source>Decision surface</source>
        <translation>决策面</translation>
    </message>
</context>
<context>
    <name>EnsemblesPage</name>
    <message>
        <source>Queued on {n} more data sets</source>
        <translation>已在另外 {n} 个数据集上排队</translation>
    </message>
</context>
<context>
    <name>EnvironmentForm</name>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Python</source>
        <translation>&amp;Python</translation>
    </message>
    <message>
        <source>&amp;Wheels in</source>
        <translation>wheel 位于(&amp;W)</translation>
    </message>
    <message>
        <source>A folder of its own in your data folder; your other Pythons stay as they are. Packages come from the network, or from a folder of wheels.</source>
        <translation>在您的数据文件夹中单独建立一个文件夹；其他 Python 保持不变。软件包来自网络，或来自存放 wheel 的文件夹。</translation>
    </message>
    <message>
        <source>A new environment for {engine}</source>
        <translation>为 {engine} 建立新环境</translation>
    </message>
    <message>
        <source>An existing environment for {engine}</source>
        <translation>为 {engine} 使用现有环境</translation>
    </message>
    <message>
        <source>Browse for {what}</source>
        <translation>浏览{what}</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose its program “python”. What the engine needs and the environment lacks, Workbench itself among it, is installed in it.</source>
        <translation>请选择其程序“python”。引擎需要而环境缺少的内容（包括 Workbench 本身）将安装到其中。</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Folder of wheels</source>
        <translation>wheel 文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>empty: from the network</source>
        <translation>留空：从网络获取</translation>
    </message>
    <message>
        <source>looking for Pythons …</source>
        <translation>正在查找 Python…</translation>
    </message>
    <message>
        <source>none found: choose one, or install it from python.org</source>
        <translation>未找到：请自行选择，或从 python.org 安装</translation>
    </message>
    <message>
        <source>path of its program “python”</source>
        <translation>其程序“python”的路径</translation>
    </message>
</context>
<context>
    <name>EnvironmentJob</name>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopped; nothing was kept.</source>
        <translation>已停止；未保留任何内容。</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>ExecutionRows</name>
    <message>
        <source>&amp;Chunk</source>
        <translation>分块(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Order</source>
        <translation>顺序(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Seconds per task</source>
        <translation>每任务秒数(&amp;S)</translation>
    </message>
    <message>
        <source>1 (default)</source>
        <translation>1（默认）</translation>
    </message>
    <message>
        <source>A task that takes longer is ended and counted as failed (on worker processes; nobody can end a thread)</source>
        <translation>超过此时间的任务会被终止并计为失败（仅限工作进程；线程无法被终止）</translation>
    </message>
    <message>
        <source>Change chunk</source>
        <translation>更改分块</translation>
    </message>
    <message>
        <source>Change memory limit</source>
        <translation>更改内存限制</translation>
    </message>
    <message>
        <source>Change order</source>
        <translation>更改顺序</translation>
    </message>
    <message>
        <source>Change seconds per task</source>
        <translation>更改每任务秒数</translation>
    </message>
    <message>
        <source>Change threads per worker</source>
        <translation>更改每个工作进程的线程数</translation>
    </message>
    <message>
        <source>Chunk</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>How many tasks travel together. Adaptive sends tiny tasks in larger chunks and makes the last ones small.</source>
        <translation>一次发送多少个任务。自适应方式将很小的任务合成较大的块发送，并让最后几块变小。</translation>
    </message>
    <message>
        <source>Memor&amp;y (MiB)</source>
        <translation>内存（MiB）(&amp;Y)</translation>
    </message>
    <message>
        <source>Memory per worker (MiB)</source>
        <translation>每个工作进程的内存（MiB）</translation>
    </message>
    <message>
        <source>OpenMP and BLAS threads inside each worker. Their own default is one thread per core in every worker, far more than there are cores.</source>
        <translation>每个工作进程内的 OpenMP 与 BLAS 线程数。库的默认值是每个工作进程为每个核心各开一个线程，总数远超核心数。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Seconds per task</source>
        <translation>每任务秒数</translation>
    </message>
    <message>
        <source>The address space of a worker process, on systems that have such a limit; a task that needs more fails</source>
        <translation>工作进程的地址空间上限（在支持此限制的系统上）；需要更多内存的任务会失败</translation>
    </message>
    <message>
        <source>The longest first keeps workers from waiting for a long task that began last; no order changes a score</source>
        <translation>最长的任务优先，可避免大家等待最后才开始的长任务；任何顺序都不会改变得分</translation>
    </message>
    <message>
        <source>Threads per &amp;worker</source>
        <translation>每个工作进程的线程数(&amp;W)</translation>
    </message>
    <message>
        <source>Threads per worker</source>
        <translation>每个工作进程的线程数</translation>
    </message>
    <message>
        <source>a number of tasks…</source>
        <translation>指定任务数…</translation>
    </message>
    <message>
        <source>a number…</source>
        <translation>指定数目…</translation>
    </message>
    <message>
        <source>adaptive (default)</source>
        <translation>自适应（默认）</translation>
    </message>
    <message>
        <source>at most {n:g} s per task</source>
        <translation>每任务最多 {n:g} s</translation>
    </message>
    <message>
        <source>at most {n} MiB per worker</source>
        <translation>每个工作进程最多 {n} MiB</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>one task at a time</source>
        <translation>每次一个任务</translation>
    </message>
    <message>
        <source>the libraries’ own default</source>
        <translation>库自身的默认值</translation>
    </message>
</context>
<context>
    <name>ExperimentFiles</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Experiments (*.wbexp *.json)</source>
        <translation>实验 (*.wbexp *.json)</translation>
    </message>
    <message>
        <source>Experiments and runs (*.wbexp *.wbrun *.json)</source>
        <translation>实验和运行 (*.wbexp *.wbrun *.json)</translation>
    </message>
    <message>
        <source>Open experiment</source>
        <translation>打开实验</translation>
    </message>
    <message>
        <source>Open experiment or run</source>
        <translation>打开实验或运行</translation>
    </message>
    <message>
        <source>Save experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>This file cannot be written.</source>
        <translation>无法写入此文件。</translation>
    </message>
    <message>
        <source>This file holds no experiment.</source>
        <translation>此文件不包含实验。</translation>
    </message>
    <message>
        <source>This run cannot be opened.</source>
        <translation>无法打开此运行。</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>FeatureList</name>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
</context>
<context>
    <name>FeaturesDialog</name>
    <message>
        <source>&amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>全不选(&amp;N)</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>{n} of {all} columns</source>
        <translation>{n} / {all} 列</translation>
    </message>
</context>
<context>
    <name>FoldsSection</name>
    <message>
        <source>1 split</source>
        <translation>1 个划分</translation>
    </message>
    <message>
        <source>Change splits</source>
        <translation>更改划分</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折</translation>
    </message>
    <message>
        <source>{n} splits</source>
        <translation>{n} 个划分</translation>
    </message>
</context>
<context>
    <name>FoundVerdict</name>
    <message>
        <source>Measuring… ({progress})</source>
        <translation>正在测量…（{progress}）</translation>
    </message>
    <message>
        <source>Nothing was found: the run ended before its first trial.</source>
        <translation>没有结果：运行在第一次试验之前就结束了。</translation>
    </message>
    <message>
        <source>measuring, {progress}</source>
        <translation>正在测量，{progress}</translation>
    </message>
    <message>
        <source>trial {n} of {planned}: {done} of {all} tasks</source>
        <translation>第 {n} / {planned} 次试验：{done} / {all} 个任务</translation>
    </message>
    <message>
        <source>{done} of {planned} trials</source>
        <translation>{done} / {planned} 次试验</translation>
    </message>
</context>
<context>
    <name>GettingReady</name>
    <message>
        <source>Getting ready …</source>
        <translation>正在准备……</translation>
    </message>
</context>
<context>
    <name>GrowthPlot</name>
    <message>
        <source>1 member</source>
        <translation>1 个成员</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 个工作进程</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
    <message>
        <source>CPU (s)</source>
        <translation>CPU（秒）</translation>
    </message>
    <message>
        <source>CPU seconds</source>
        <translation>CPU 秒</translation>
    </message>
    <message>
        <source>CPU seconds of all members, all splits</source>
        <translation>所有成员、所有划分的 CPU 秒</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>增长</translation>
    </message>
    <message>
        <source>How many members are enough? Each size becomes a point with its 95 % interval, until one more member gains no more than noise.</source>
        <translation>多少个成员就够了？每种规模成为一个带 95 % 区间的点，直到再加一个成员的提升不超过噪声。</translation>
    </message>
    <message>
        <source>No ensemble was grown in this experiment: its members are all different.</source>
        <translation>本实验没有逐步增长集成：其成员各不相同。</translation>
    </message>
    <message>
        <source>The first point appears with the first members.</source>
        <translation>有了最初的成员，第一个点即会出现。</translation>
    </message>
    <message>
        <source>What is drawn across</source>
        <translation>横轴显示的量</translation>
    </message>
    <message>
        <source>What is drawn upwards</source>
        <translation>纵轴显示的量</translation>
    </message>
    <message>
        <source>gain per CPU s</source>
        <translation>每 CPU 秒提升</translation>
    </message>
    <message>
        <source>gain per CPU second</source>
        <translation>每 CPU 秒的提升</translation>
    </message>
    <message>
        <source>gain per member</source>
        <translation>每个成员的提升</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>log loss (lower is better)</source>
        <translation>对数损失（越低越好）</translation>
    </message>
    <message>
        <source>log loss {value}</source>
        <translation>对数损失 {value}</translation>
    </message>
    <message>
        <source>members</source>
        <translation>成员数</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>one more member: {gain}</source>
        <translation>再加一个成员：{gain}</translation>
    </message>
    <message>
        <source>out-of-bag score</source>
        <translation>袋外得分</translation>
    </message>
    <message>
        <source>seconds since the trial began</source>
        <translation>试验开始后的秒数</translation>
    </message>
    <message>
        <source>wall seconds</source>
        <translation>挂钟秒</translation>
    </message>
    <message>
        <source>wall time (s)</source>
        <translation>挂钟时间（秒）</translation>
    </message>
    <message>
        <source>why it ended</source>
        <translation>结束的原因</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作进程数</translation>
    </message>
    <message>
        <source>{count} members</source>
        <translation>{count} 个成员</translation>
    </message>
    <message>
        <source>{count} ways of growing</source>
        <translation>{count} 种增长方式</translation>
    </message>
    <message>
        <source>{count} workers</source>
        <translation>{count} 个工作进程</translation>
    </message>
    <message>
        <source>{count}: no more gain</source>
        <translation>{count}：不再提升</translation>
    </message>
    <message>
        <source>{count}: the largest size</source>
        <translation>{count}：最大规模</translation>
    </message>
    <message>
        <source>{cpu} CPU time, {wall} since the trial began</source>
        <translation>CPU 时间 {cpu}，试验开始后 {wall}</translation>
    </message>
</context>
<context>
    <name>HeldBars</name>
    <message>
        <source>Client {client}, class {label}: {rows} rows</source>
        <translation>客户端 {client}，类别 {label}：{rows} 行</translation>
    </message>
    <message>
        <source>Client {client}: {rows} rows</source>
        <translation>客户端 {client}：{rows} 行</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Each bar is all the time that the workers had. Only “compute” brings the run forward; every other part is what parallel work costs. The verdict names the largest of them, with a cure.</source>
        <translation>每个长条代表工作进程拥有的全部时间。只有“计算”推动运行前进，其余部分都是并行的代价。结论会指出其中最大的一项以及改进办法。</translation>
    </message>
    <message>
        <source>Each dot is one test on rows that the model had not seen. The mark beside them is their mean with its interval. Intervals that overlap widely mean: no difference shown.</source>
        <translation>每个点是在模型未见过的行上的一次测试。旁边的标记是它们的均值及其区间。区间大幅重叠意味着：没有显示出差异。</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>Ensembles</source>
        <translation>集成</translation>
    </message>
    <message>
        <source>How many times faster the same work is done with more workers. The line “ideal” is twice as fast with two workers, four times with four. Each point carries its 95 % interval: the narrower, the surer. From three worker counts on, the line in a band is the law that fits best. A cross is a repeat with an outlier; it counts like the others. Where the problem grows with the workers, the scaled speedup is how many times as much is done per second.</source>
        <translation>用更多工作进程完成同样的工作快多少倍。“理想”线表示两个工作进程快两倍，四个快四倍。每个点都带有 95 % 区间：越窄越可靠。从三种工作进程数起，带色带的线表示拟合得最好的定律。叉号是含有离群值的一次重复；它与其他重复一样计入。当问题随工作进程增大时，缩放加速比是每秒完成的工作量的倍数。</translation>
    </message>
    <message>
        <source>How to read this</source>
        <translation>如何阅读这些结果</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>Speedup divided by workers. At 100 % no worker is wasted; at 50 % half of them wait or do what one alone would not have to do.</source>
        <translation>加速比除以工作进程数。100 % 时没有浪费；50 % 时有一半在等待，或在做单个工作进程不必做的事。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What more workers would give. Filled marks are measured, the line in a band is fitted, a dashed line is what you assume, hatched squares are simulated. “Measure it” makes the measurement that narrows the answer most.</source>
        <translation>更多工作进程会带来什么。实心标记是测量值，带色带的线是拟合，虚线是您的假设，带阴影线的方块是模拟。“测量”会进行最能缩小答案范围的那次测量。</translation>
    </message>
    <message>
        <source>What the measurements support, and no more. If they cannot support a conclusion, it says what to measure next. Where times scatter too far, it names what else the computer did in the slow trials.</source>
        <translation>只说测量结果所支持的内容。如果不足以得出结论，它会说明接下来该测量什么。当用时过于分散时，它会指出计算机在慢的试验中还做了什么。</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>时间花在哪里</translation>
    </message>
    <message>
        <source>Whether combining models pays. “Against best single” is the gain on the same splits, with its interval; one that holds zero shows no gain. Members help each other only where they err on different rows.</source>
        <translation>组合模型是否值得。“对比最佳单一模型”是相同划分上的增益及其区间；包含零的区间说明没有增益。只有在不同行上出错的成员才能互相帮助。</translation>
    </message>
    <message>
        <source>Which worker did what, and when. Gaps are waiting time; a long bar at the end keeps all the others waiting.</source>
        <translation>哪个工作进程在何时做了什么。空隙是等待时间；末尾的长条让所有其他工作进程等待。</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Back to all runs</source>
        <translation>返回所有运行</translation>
    </message>
    <message>
        <source>Choose a run above to see it exactly as it was.</source>
        <translation>在上方选择一次运行，即可看到它当时的样子。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete run</source>
        <translation>删除运行</translation>
    </message>
    <message>
        <source>Delete run {run} with everything it measured?</source>
        <translation>删除运行 {run} 及其所有测量结果？</translation>
    </message>
    <message>
        <source>Every run you start is kept here with its figures, its settings and the machine it ran on. You can find it again, compare it, export it and run it once more.</source>
        <translation>您启动的每次运行都保存在这里，包括数据、设置和所用的计算机。您可以再次找到它、比较、导出，并重新运行。</translation>
    </message>
    <message>
        <source>Imported. Measured on {computer}</source>
        <translation>已导入。测量于 {computer}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Load the example</source>
        <translation>载入示例</translation>
    </message>
    <message>
        <source>Members, rules, tests and pictures of this ensemble</source>
        <translation>此集成的成员、规则、检验与图</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>还没有测量结果</translation>
    </message>
    <message>
        <source>Open in Ensembles</source>
        <translation>在“集成”中打开</translation>
    </message>
    <message>
        <source>Open in Joint learning</source>
        <translation>在“联合学习”中打开</translation>
    </message>
    <message>
        <source>Open on its own page</source>
        <translation>在它自己的页面中打开</translation>
    </message>
    <message>
        <source>Run a small example</source>
        <translation>运行一个小示例</translation>
    </message>
    <message>
        <source>Strategies, rounds and pictures of this run</source>
        <translation>这次运行的策略、轮次和图</translation>
    </message>
    <message>
        <source>Take over run {run}</source>
        <translation>采用运行 {run} 的设置</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>此操作无法撤销。</translation>
    </message>
    <message>
        <source>‹ All runs</source>
        <translation>‹ 所有运行</translation>
    </message>
</context>
<context>
    <name>HoldingsSection</name>
    <message>
        <source>As dealt</source>
        <translation>恢复为原来的分配</translation>
    </message>
    <message>
        <source>Change who holds what</source>
        <translation>更改谁持有什么</translation>
    </message>
    <message>
        <source>Change α</source>
        <translation>更改 α</translation>
    </message>
    <message>
        <source>Knowing the client tells {share} of the class.</source>
        <translation>知道客户端就知道了类别的 {share}。</translation>
    </message>
    <message>
        <source>Move rows to another client</source>
        <translation>将行移到另一个客户端</translation>
    </message>
    <message>
        <source>Take all moves by hand back</source>
        <translation>收回所有手动移动</translation>
    </message>
    <message>
        <source>Undo last move</source>
        <translation>撤销上一次移动</translation>
    </message>
    <message>
        <source>Who holds what</source>
        <translation>谁持有什么</translation>
    </message>
    <message>
        <source>{n} clients</source>
        <translation>{n} 个客户端</translation>
    </message>
    <message>
        <source>{rows} training rows, {least} to {most} a client; {test} kept for testing.</source>
        <translation>{rows} 个训练行，每个客户端 {least} 到 {most} 行；{test} 行留作测试。</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>&amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Learn from</source>
        <translation>学习所用特征(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>全不选(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Predict</source>
        <translation>预测(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Use this table</source>
        <translation>使用此表格(&amp;U)</translation>
    </message>
    <message>
        <source>First rows of the table</source>
        <translation>表格的前几行</translation>
    </message>
    <message>
        <source>Reading the first rows …</source>
        <translation>正在读取前几行…</translation>
    </message>
    <message>
        <source>Reading the whole table …</source>
        <translation>正在读取整个表格…</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标列</translation>
    </message>
    <message>
        <source>Use a table</source>
        <translation>使用表格</translation>
    </message>
    <message>
        <source>about {rows} rows × {columns} columns</source>
        <translation>约 {rows} 行 × {columns} 列</translation>
    </message>
    <message>
        <source>{rows} rows × {columns} columns</source>
        <translation>{rows} 行 × {columns} 列</translation>
    </message>
</context>
<context>
    <name>JobsModel</name>
    <message>
        <source>1 model</source>
        <translation>1 个模型</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 个工作进程</translation>
    </message>
    <message>
        <source>Elapsed / left</source>
        <translation>已用 / 剩余</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>{counts} workers</source>
        <translation>{counts} 个工作进程</translation>
    </message>
    <message>
        <source>{n} models</source>
        <translation>{n} 个模型</translation>
    </message>
</context>
<context>
    <name>JobsTable</name>
    <message>
        <source>Cancel job {n}</source>
        <translation>取消作业 {n}</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>{n} ended</source>
        <translation>{n} 个已结束</translation>
    </message>
    <message>
        <source>{n} queued</source>
        <translation>{n} 个排队中</translation>
    </message>
    <message>
        <source>{n} running</source>
        <translation>{n} 个运行中</translation>
    </message>
</context>
<context>
    <name>JointAway</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Every round of every strategy, with all figures</source>
        <translation>每个策略的每一轮及其全部数字</translation>
    </message>
    <message>
        <source>Export rounds</source>
        <translation>导出轮次</translation>
    </message>
    <message>
        <source>Export rounds as CSV…</source>
        <translation>将轮次导出为 CSV…</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>带走</translation>
    </message>
    <message>
        <source>Written to “{file}”.</source>
        <translation>已写入“{file}”。</translation>
    </message>
</context>
<context>
    <name>JointBytesPlot</name>
    <message>
        <source>How much must be sent for a good model? Each strategy’s score on test rows is drawn against the bytes of all its messages.</source>
        <translation>要得到好模型需要传多少数据？每种策略在测试行上的得分随其全部消息的字节数画出。</translation>
    </message>
    <message>
        <source>Score for bytes</source>
        <translation>字节与得分</translation>
    </message>
</context>
<context>
    <name>JointChoices</name>
    <message>
        <source>as the data ask for</source>
        <translation>按数据而定</translation>
    </message>
    <message>
        <source>by the largest value</source>
        <translation>除以最大值</translation>
    </message>
    <message>
        <source>data centre</source>
        <translation>数据中心</translation>
    </message>
    <message>
        <source>few levels (QSGD)</source>
        <translation>少数几级 (QSGD)</translation>
    </message>
    <message>
        <source>largest entries (top-k)</source>
        <translation>最大的分量 (top-k)</translation>
    </message>
    <message>
        <source>learn from wrong labels</source>
        <translation>从错误标签学习</translation>
    </message>
    <message>
        <source>mean 0, variance 1</source>
        <translation>均值 0，方差 1</translation>
    </message>
    <message>
        <source>mobile phones</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>office</source>
        <translation>办公室</translation>
    </message>
    <message>
        <source>rural</source>
        <translation>乡村</translation>
    </message>
    <message>
        <source>send noise</source>
        <translation>发送噪声</translation>
    </message>
    <message>
        <source>send one figure everywhere</source>
        <translation>处处发送同一数字</translation>
    </message>
    <message>
        <source>send what is no number</source>
        <translation>发送非数字</translation>
    </message>
    <message>
        <source>turn the update round</source>
        <translation>把更新反转</translation>
    </message>
</context>
<context>
    <name>JointDataSection</name>
    <message>
        <source>Change the test share</source>
        <translation>更改测试比例</translation>
    </message>
    <message>
        <source>Choose owners and test rows</source>
        <translation>选择所有者和测试行</translation>
    </message>
    <message>
        <source>How many of the rows no client learns from; 0 keeps none</source>
        <translation>有多少行不供任何客户端学习；0 表示不保留</translation>
    </message>
    <message>
        <source>Test share (%)</source>
        <translation>测试比例 (%)</translation>
    </message>
    <message>
        <source>Test share in percent</source>
        <translation>测试比例（百分比）</translation>
    </message>
</context>
<context>
    <name>JointDistancePlot</name>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Does the model arrive, or do clients pull it to where their own data want it? The distance to the pooled optimum is a line, their drift is dashed.</source>
        <translation>模型能到达目标吗，还是被各客户端拉向自己数据的方向？实线是到合并数据最优解的距离，虚线是客户端的漂移。</translation>
    </message>
    <message>
        <source>The lines begin with the first round.</source>
        <translation>曲线从第一轮开始。</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>clients drift {value} in a round, on average</source>
        <translation>客户端一轮平均漂移 {value}</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>distance between models</source>
        <translation>模型间的距离</translation>
    </message>
    <message>
        <source>distance to the pooled optimum</source>
        <translation>到合并数据最优解的距离</translation>
    </message>
    <message>
        <source>drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>drift of clients</source>
        <translation>客户端漂移</translation>
    </message>
    <message>
        <source>mean drift of the clients</source>
        <translation>客户端的平均漂移</translation>
    </message>
    <message>
        <source>most drift: {strategy}, {value}</source>
        <translation>漂移最大：{strategy}，{value}</translation>
    </message>
    <message>
        <source>nearest: {strategy}, {value} away</source>
        <translation>最近：{strategy}，相距 {value}</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>to the optimum</source>
        <translation>到最优解</translation>
    </message>
    <message>
        <source>to the pooled optimum</source>
        <translation>到合并数据的最优解</translation>
    </message>
    <message>
        <source>{value} from the pooled optimum</source>
        <translation>距合并数据的最优解 {value}</translation>
    </message>
</context>
<context>
    <name>JointEpsilonPlot</name>
    <message>
        <source>No privacy was accounted for: updates were sent without noise. Clip them and add noise to see what a round spends.</source>
        <translation>没有计算隐私消耗：更新是不加噪声发送的。对更新裁剪并加噪声，即可看到每轮的消耗。</translation>
    </message>
    <message>
        <source>Privacy spent</source>
        <translation>隐私消耗</translation>
    </message>
    <message>
        <source>The curve begins with the first noisy round.</source>
        <translation>曲线从第一个加噪轮次开始。</translation>
    </message>
    <message>
        <source>What does privacy cost? Every noisy round spends some of a budget of ε (less is more private); the score beside says what it bought.</source>
        <translation>隐私的代价是多少？每个加噪轮次都消耗一部分 ε 预算（越小越隐私）；旁边的得分说明换来了什么。</translation>
    </message>
    <message>
        <source>budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>budget of ε</source>
        <translation>ε 的预算</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>test {metric}</source>
        <translation>测试{metric}</translation>
    </message>
    <message>
        <source>{metric} on test rows</source>
        <translation>测试行上的{metric}</translation>
    </message>
    <message>
        <source>{metric} {value} on test rows</source>
        <translation>测试行上{metric} {value}</translation>
    </message>
    <message>
        <source>{strategy}, round {number}</source>
        <translation>{strategy}，第 {number} 轮</translation>
    </message>
    <message>
        <source>δ = {value}</source>
        <translation>δ = {value}</translation>
    </message>
    <message>
        <source>ε = {spent}</source>
        <translation>ε = {spent}</translation>
    </message>
    <message>
        <source>ε = {spent} of {budget}</source>
        <translation>ε = {spent}，预算 {budget}</translation>
    </message>
    <message>
        <source>ε spent</source>
        <translation>已消耗的 ε</translation>
    </message>
</context>
<context>
    <name>JointMapPlot</name>
    <message>
        <source>Do the clients pull the same way, and does one of them not belong? Each one’s update becomes a mark, near to those that are like it.</source>
        <translation>各客户端方向一致吗，有没有格格不入的？每个客户端的更新成为一个标记，相似的靠在一起。</translation>
    </message>
    <message>
        <source>Map of updates</source>
        <translation>更新地图</translation>
    </message>
    <message>
        <source>Strategy shown</source>
        <translation>显示的策略</translation>
    </message>
    <message>
        <source>The marks appear with the first updates.</source>
        <translation>标记随第一批更新出现。</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>first component</source>
        <translation>第一主成分</translation>
    </message>
    <message>
        <source>gave up</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>its update holds figures that are not finite</source>
        <translation>其更新含有非有限的数值</translation>
    </message>
    <message>
        <source>length of the update</source>
        <translation>更新的长度</translation>
    </message>
    <message>
        <source>length of the update {value}</source>
        <translation>更新的长度 {value}</translation>
    </message>
    <message>
        <source>loss on its own rows {value}</source>
        <translation>在自己行上的损失 {value}</translation>
    </message>
    <message>
        <source>loss on its rows</source>
        <translation>在自己行上的损失</translation>
    </message>
    <message>
        <source>no place:</source>
        <translation>无位置：</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未被选中</translation>
    </message>
    <message>
        <source>poisoned</source>
        <translation>被投毒</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>round {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message>
        <source>second component</source>
        <translation>第二主成分</translation>
    </message>
    <message>
        <source>second most</source>
        <translation>差异第二大的方向</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>太迟</translation>
    </message>
    <message>
        <source>used</source>
        <translation>已采用</translation>
    </message>
    <message>
        <source>what became of its update</source>
        <translation>更新的去向</translation>
    </message>
    <message>
        <source>where updates differ most</source>
        <translation>更新差异最大的方向</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{times}× as far</source>
        <translation>远 {times} 倍</translation>
    </message>
</context>
<context>
    <name>JointMaskedPlot</name>
    <message>
        <source>1 client that gave up was recovered</source>
        <translation>恢复了 1 个退出的客户端</translation>
    </message>
    <message>
        <source>It is shown when a strategy with secure aggregation has ended.</source>
        <translation>采用安全聚合的策略结束后显示。</translation>
    </message>
    <message>
        <source>Server’s view</source>
        <translation>服务器所见</translation>
    </message>
    <message>
        <source>Strategy shown</source>
        <translation>显示的策略</translation>
    </message>
    <message>
        <source>Updates were sent as they are: the server saw each of them. Secure aggregation would show it their sum only.</source>
        <translation>更新以明文发送：服务器看到了每一个。安全聚合只会让它看到总和。</translation>
    </message>
    <message>
        <source>What does the server learn about one client? Each masked update is shown as it arrives, as noise, and the sum of all as what it decodes to.</source>
        <translation>服务器能了解单个客户端的什么？每个加掩码的更新到达时如同噪声，而全部之和解码为真实结果。</translation>
    </message>
    <message>
        <source>below 0</source>
        <translation>小于 0</translation>
    </message>
    <message>
        <source>coordinate {number}</source>
        <translation>坐标 {number}</translation>
    </message>
    <message>
        <source>masked: noise</source>
        <translation>加掩码：噪声</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>some coordinates</source>
        <translation>部分坐标</translation>
    </message>
    <message>
        <source>sum above 0</source>
        <translation>和大于 0</translation>
    </message>
    <message>
        <source>sum of the plain updates</source>
        <translation>明文更新的和</translation>
    </message>
    <message>
        <source>sum, decoded</source>
        <translation>和（解码）</translation>
    </message>
    <message>
        <source>sum, decoded by the server</source>
        <translation>服务器解码的和</translation>
    </message>
    <message>
        <source>sum, plain</source>
        <translation>和（明文）</translation>
    </message>
    <message>
        <source>the sums agree</source>
        <translation>两个和一致</translation>
    </message>
    <message>
        <source>the sums differ</source>
        <translation>两个和不一致</translation>
    </message>
    <message>
        <source>{client}, masked (share of the modulus)</source>
        <translation>{client}，加掩码（占模数的比例）</translation>
    </message>
    <message>
        <source>{client}, {place}: {share} of the modulus, noise to all</source>
        <translation>{client}，{place}：模数的 {share}，对任何人都是噪声</translation>
    </message>
    <message>
        <source>{count} clients that gave up were recovered</source>
        <translation>恢复了 {count} 个退出的客户端</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 个</translation>
    </message>
    <message>
        <source>{place}: the server decodes {total}, the truth is {plain}</source>
        <translation>{place}：服务器解码为 {total}，真实值为 {plain}</translation>
    </message>
</context>
<context>
    <name>JointObjectivePlot</name>
    <message>
        <source>Do models that never see each other’s data reach what one model fitted to all of it would? Each strategy becomes a curve, round by round.</source>
        <translation>从不看到彼此数据的模型，能达到用全部数据拟合的单个模型的水平吗？每种策略逐轮成为一条曲线。</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标函数</translation>
    </message>
    <message>
        <source>The curves begin with the first round.</source>
        <translation>曲线从第一轮开始。</translation>
    </message>
    <message>
        <source>above the optimum</source>
        <translation>高于最优值</translation>
    </message>
    <message>
        <source>above the pooled optimum</source>
        <translation>高于合并数据最优值</translation>
    </message>
    <message>
        <source>best: {strategy}, {value} for {size}</source>
        <translation>最佳：{strategy}，{value}，传输 {size}</translation>
    </message>
    <message>
        <source>each client alone</source>
        <translation>各客户端单独</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>gave up</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>loss and penalty</source>
        <translation>损失与惩罚项</translation>
    </message>
    <message>
        <source>loss on test rows</source>
        <translation>测试行上的损失</translation>
    </message>
    <message>
        <source>lowest: {strategy}, {value}</source>
        <translation>最低：{strategy}，{value}</translation>
    </message>
    <message>
        <source>nearest: {strategy}, {value} above</source>
        <translation>最近：{strategy}，高出 {value}</translation>
    </message>
    <message>
        <source>norm of the gradient</source>
        <translation>梯度的范数</translation>
    </message>
    <message>
        <source>objective</source>
        <translation>目标函数</translation>
    </message>
    <message>
        <source>objective {value}</source>
        <translation>目标函数 {value}</translation>
    </message>
    <message>
        <source>pooled optimum</source>
        <translation>合并数据的最优解</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>sent down (bytes)</source>
        <translation>下行（字节）</translation>
    </message>
    <message>
        <source>sent up (bytes)</source>
        <translation>上行（字节）</translation>
    </message>
    <message>
        <source>simulated seconds</source>
        <translation>模拟秒数</translation>
    </message>
    <message>
        <source>strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>test {metric}</source>
        <translation>测试{metric}</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>太迟</translation>
    </message>
    <message>
        <source>updates used</source>
        <translation>采用的更新</translation>
    </message>
    <message>
        <source>{metric} on test rows</source>
        <translation>测试行上的{metric}</translation>
    </message>
    <message>
        <source>{value} above the pooled optimum</source>
        <translation>高于合并数据最优值 {value}</translation>
    </message>
</context>
<context>
    <name>JointPartitionPlot</name>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>The bars appear as soon as the rows are dealt out.</source>
        <translation>行分配完毕后柱子立即出现。</translation>
    </message>
    <message>
        <source>Who holds what</source>
        <translation>谁持有什么</translation>
    </message>
    <message>
        <source>Who holds which data? Every client becomes a bar of its rows, stacked by class: the more the bars differ, the harder it is to learn together.</source>
        <translation>谁持有哪些数据？每个客户端成为一根按类别堆叠的行数柱：柱子差异越大，共同学习越难。</translation>
    </message>
    <message>
        <source>and {count} more classes</source>
        <translation>另有 {count} 个类别</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>no rows</source>
        <translation>没有行</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>rows of {name}</source>
        <translation>{name} 的行数</translation>
    </message>
    <message>
        <source>{count} clients, in their order</source>
        <translation>{count} 个客户端，按顺序</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>{count} test rows</source>
        <translation>{count} 个测试行</translation>
    </message>
    <message>
        <source>{count} without rows</source>
        <translation>{count} 个没有行</translation>
    </message>
    <message>
        <source>{rows} rows at 1 client</source>
        <translation>1 个客户端共 {rows} 行</translation>
    </message>
    <message>
        <source>{rows} rows at {count} clients</source>
        <translation>{count} 个客户端共 {rows} 行</translation>
    </message>
</context>
<context>
    <name>JointPlot</name>
    <message>
        <source>Nothing was learned jointly in this experiment: its models were fitted in one place.</source>
        <translation>本实验没有进行联合学习：模型是在一处拟合的。</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
</context>
<context>
    <name>JointResidualsPlot</name>
    <message>
        <source>Agreement</source>
        <translation>一致程度</translation>
    </message>
    <message>
        <source>Do the clients come to agree? Consensus ADMM tells by two residuals that fall together; gossip and EASGD by how far their models are apart.</source>
        <translation>各客户端会达成一致吗？共识 ADMM 看两个一起下降的残差；gossip 与 EASGD 看模型之间相距多远。</translation>
    </message>
    <message>
        <source>None of these strategies has residuals or models of its own at the clients: consensus ADMM, gossip and EASGD have.</source>
        <translation>这些策略都没有残差，客户端也不保留自己的模型：共识 ADMM、gossip 与 EASGD 才有。</translation>
    </message>
    <message>
        <source>The lines begin with the first round of consensus ADMM, gossip or EASGD.</source>
        <translation>曲线从共识 ADMM、gossip 或 EASGD 的第一轮开始。</translation>
    </message>
    <message>
        <source>clients’ models are {value} from their mean</source>
        <translation>客户端模型与其均值相距 {value}</translation>
    </message>
    <message>
        <source>disagreement (primal)</source>
        <translation>分歧（原始）</translation>
    </message>
    <message>
        <source>dual residual</source>
        <translation>对偶残差</translation>
    </message>
    <message>
        <source>movement (dual)</source>
        <translation>变动（对偶）</translation>
    </message>
    <message>
        <source>primal residual</source>
        <translation>原始残差</translation>
    </message>
    <message>
        <source>residuals</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>residuals: primal {primal}, dual {dual}</source>
        <translation>残差：原始 {primal}，对偶 {dual}</translation>
    </message>
    <message>
        <source>rho</source>
        <translation>ρ</translation>
    </message>
    <message>
        <source>rho {value}</source>
        <translation>ρ = {value}</translation>
    </message>
    <message>
        <source>round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>离散度</translation>
    </message>
    <message>
        <source>spread of models</source>
        <translation>模型的离散度</translation>
    </message>
    <message>
        <source>spread of the clients’ models</source>
        <translation>客户端模型的离散度</translation>
    </message>
    <message>
        <source>strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>{strategy}: {primal} and {dual}</source>
        <translation>{strategy}：{primal} 与 {dual}</translation>
    </message>
</context>
<context>
    <name>JointVerdict</name>
    <message>
        <source>Deal rows to clients, choose strategies, then press Run. In every round each client learns a little from its own rows, and only models meet. You see how near they come to one model of all rows, what that costs in rounds, bytes and time, and what it tells about a client.</source>
        <translation>把行分给客户端，选择策略，然后按“运行”。每一轮里，每个客户端从自己的行学一点，只有模型汇合。你会看到它们离用所有行得到的一个模型有多近，要花多少轮次、字节和时间，又透露了客户端的什么。</translation>
    </message>
    <message>
        <source>How well do many learn together that keep their rows?</source>
        <translation>各方保留自己的行，一起能学得多好？</translation>
    </message>
    <message>
        <source>Nearest to the pooled optimum so far: {strategy} (gap {gap}).</source>
        <translation>目前最接近集中最优解的是：{strategy}（差距 {gap}）。</translation>
    </message>
    <message>
        <source>test score {score}</source>
        <translation>测试得分 {score}</translation>
    </message>
    <message>
        <source>{strategy}, round {round} of {all}</source>
        <translation>{strategy}，第 {round} / {all} 轮</translation>
    </message>
    <message>
        <source>{strategy}, round {round}: objective {objective:.4g}</source>
        <translation>{strategy}，第 {round} 轮：目标 {objective:.4g}</translation>
    </message>
</context>
<context>
    <name>KappaErrorPlot</name>
    <message>
        <source>1 pair</source>
        <translation>1 对</translation>
    </message>
    <message>
        <source>Cohen’s kappa (lower: more different)</source>
        <translation>Cohen’s kappa（越低越不同）</translation>
    </message>
    <message>
        <source>Kappa and error</source>
        <translation>Kappa 与错误率</translation>
    </message>
    <message>
        <source>Kappa counts equal answers, which a regression does not have; its decomposition tells how differently the members err.</source>
        <translation>Kappa 统计相同的答案，而回归没有；其分解说明各成员的误差有多不同。</translation>
    </message>
    <message>
        <source>The pairs appear as soon as all members have predicted.</source>
        <translation>所有成员给出预测后，各对即会出现。</translation>
    </message>
    <message>
        <source>Which members are both good and different? Each pair becomes a dot: far down is accurate, far left is different.</source>
        <translation>哪些成员既好又不同？每一对成为一个点：越靠下越准确，越靠左越不同。</translation>
    </message>
    <message>
        <source>best: down and left</source>
        <translation>最好：左下方</translation>
    </message>
    <message>
        <source>mean error of the pair</source>
        <translation>该对的平均错误率</translation>
    </message>
    <message>
        <source>two members</source>
        <translation>两个成员</translation>
    </message>
    <message>
        <source>{count} pairs</source>
        <translation>{count} 对</translation>
    </message>
</context>
<context>
    <name>Key</name>
    <message>
        <source>+ {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
</context>
<context>
    <name>LawPlot</name>
    <message>
        <source>1 core there</source>
        <translation>该机 1 个核心</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 个工作进程</translation>
    </message>
    <message>
        <source>Amdahl</source>
        <translation>阿姆达尔定律</translation>
    </message>
    <message>
        <source>Gustafson</source>
        <translation>古斯塔夫森定律</translation>
    </message>
    <message>
        <source>Scaled speedup and its law</source>
        <translation>缩放加速比及其定律</translation>
    </message>
    <message>
        <source>Speedup and its law</source>
        <translation>加速比及其定律</translation>
    </message>
    <message>
        <source>Universal Scalability Law</source>
        <translation>通用可扩展性定律</translation>
    </message>
    <message>
        <source>What would more workers give? Measure a kernel with at least three worker counts, choose a run of the history, or open a file of timings: the law that fits is drawn with its band, as far as you like.</source>
        <translation>更多工作进程会带来什么？用至少三种工作进程数测量一个内核，选择历史中的一次运行，或打开一个计时文件：拟合的定律连同其色带会画到您想要的任何范围。</translation>
    </message>
    <message>
        <source>assumed (×)</source>
        <translation>假设 (×)</translation>
    </message>
    <message>
        <source>assumed {speedup}</source>
        <translation>假设 {speedup}</translation>
    </message>
    <message>
        <source>assumed, not measured</source>
        <translation>假设，未经测量</translation>
    </message>
    <message>
        <source>band from (×)</source>
        <translation>色带下限 (×)</translation>
    </message>
    <message>
        <source>band to (×)</source>
        <translation>色带上限 (×)</translation>
    </message>
    <message>
        <source>by the law {speedup} ({low:.2f}–{high:.2f})</source>
        <translation>按定律 {speedup}（{low:.2f}–{high:.2f}）</translation>
    </message>
    <message>
        <source>ideal</source>
        <translation>理想</translation>
    </message>
    <message>
        <source>law (×)</source>
        <translation>定律 (×)</translation>
    </message>
    <message>
        <source>measured (×)</source>
        <translation>测量值 (×)</translation>
    </message>
    <message>
        <source>measured up to {largest} workers</source>
        <translation>测量到 {largest} 个工作进程</translation>
    </message>
    <message>
        <source>measured {speedup}, efficiency {share}</source>
        <translation>测量值 {speedup}，效率 {share}</translation>
    </message>
    <message>
        <source>measured, 95 % interval</source>
        <translation>测量值，95 % 区间</translation>
    </message>
    <message>
        <source>measured, median</source>
        <translation>测量值，中位数</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未经测量</translation>
    </message>
    <message>
        <source>scaled speedup (×)</source>
        <translation>缩放加速比 (×)</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>simulated (×)</source>
        <translation>模拟 (×)</translation>
    </message>
    <message>
        <source>simulated {speedup}</source>
        <translation>模拟 {speedup}</translation>
    </message>
    <message>
        <source>speedup (×)</source>
        <translation>加速比 (×)</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作进程数</translation>
    </message>
    <message>
        <source>{count} cores there</source>
        <translation>该机 {count} 个核心</translation>
    </message>
    <message>
        <source>{law}, 95 % band</source>
        <translation>{law}，95 % 色带</translation>
    </message>
    <message>
        <source>{workers} workers</source>
        <translation>{workers} 个工作进程</translation>
    </message>
</context>
<context>
    <name>LawsCard</name>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
    <message>
        <source>AICc</source>
        <translation>AICc</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the table that is shown</source>
        <translation>复制所显示的表格</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Laws</source>
        <translation>定律</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>各点</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>at its bound</source>
        <translation>处于边界</translation>
    </message>
    <message>
        <source>because</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>best by AICc</source>
        <translation>按 AICc 最佳</translation>
    </message>
    <message>
        <source>by the band from</source>
        <translation>按色带从</translation>
    </message>
    <message>
        <source>by the band to</source>
        <translation>按色带到</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>law</source>
        <translation>定律</translation>
    </message>
    <message>
        <source>median (s per unit of work)</source>
        <translation>中位数 (每单位工作的秒数)</translation>
    </message>
    <message>
        <source>median (s)</source>
        <translation>中位数 (s)</translation>
    </message>
    <message>
        <source>median throughput</source>
        <translation>吞吐量中位数</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>scaled speedup (×)</source>
        <translation>缩放加速比 (×)</translation>
    </message>
    <message>
        <source>serial fraction (Karp–Flatt)</source>
        <translation>串行比例（Karp–Flatt）</translation>
    </message>
    <message>
        <source>speedup (×)</source>
        <translation>加速比 (×)</translation>
    </message>
    <message>
        <source>standard error</source>
        <translation>标准误</translation>
    </message>
    <message>
        <source>the fewest worker-seconds for the same work</source>
        <translation>完成同样的工作所需的工作进程·秒最少</translation>
    </message>
    <message>
        <source>the law's throughput is largest there</source>
        <translation>按定律吞吐量在此最大</translation>
    </message>
    <message>
        <source>the most workers that are used to 80 %</source>
        <translation>利用率达到 80 % 的最多工作进程数</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>time, without waste</source>
        <translation>时间，且不浪费</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>what matters</source>
        <translation>看重什么</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作进程数</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Load the example</source>
        <translation>载入示例</translation>
    </message>
    <message>
        <source>Opened “{file}”</source>
        <translation>已打开“{file}”</translation>
    </message>
    <message>
        <source>Results copied</source>
        <translation>结果已复制</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Stop the running experiment and close?</source>
        <translation>停止正在运行的实验并关闭？</translation>
    </message>
    <message>
        <source>Stopping the running experiment …</source>
        <translation>正在停止实验……</translation>
    </message>
    <message>
        <source>There are no results on this page yet.</source>
        <translation>此页面还没有结果。</translation>
    </message>
    <message>
        <source>There is no finished run on this page yet.</source>
        <translation>此页面上还没有已结束的运行。</translation>
    </message>
    <message>
        <source>What was measured so far stays in History.</source>
        <translation>已测量的内容保留在历史中。</translation>
    </message>
    <message>
        <source>Written to “{file}”</source>
        <translation>已写入“{file}”</translation>
    </message>
    <message>
        <source>“{file}” is in the history now, as run {run}</source>
        <translation>“{file}”现已在历史中，为运行 {run}</translation>
    </message>
    <message>
        <source>“{file}” was in the history already, as run {run}</source>
        <translation>“{file}”已在历史中，为运行 {run}</translation>
    </message>
</context>
<context>
    <name>MeasurePage</name>
    <message>
        <source>Load the example</source>
        <translation>载入示例</translation>
    </message>
</context>
<context>
    <name>MembersSection</name>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source> (no worse within 95 % intervals: {others})</source>
        <translation>（在 95 % 区间内不逊色的还有：{others}）</translation>
    </message>
    <message>
        <source> ({low} to {high})</source>
        <translation>（{low} 至 {high}）</translation>
    </message>
    <message>
        <source>**This file holds rows of the training data as they are** (in {members}): whoever gets the file can read them.</source>
        <translation>**此文件原样包含训练数据的行**（在 {members} 中）：拿到文件的人都能读到它们。</translation>
    </message>
    <message>
        <source>- `{key}`: {title}{params}, weight {weight:.3f}</source>
        <translation>- `{key}`：{title}{params}，权重 {weight:.3f}</translation>
    </message>
    <message>
        <source>1 point</source>
        <translation>1 个百分点</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 个工作进程</translation>
    </message>
    <message>
        <source>100 MB of sensor readings in Parquet files, made before the first run: group-by, a join and the scaling of columns, one file at a time within a memory limit. Ask for as many megabytes as the disk has; what a worker needs stays the same.</source>
        <translation>100 MB 的传感器读数，存于 Parquet 文件，在首次运行前生成：在内存上限内逐个文件进行分组、连接和列缩放。兆字节数可以大到磁盘容量为止；每个工作进程所需的内存不变。</translation>
    </message>
    <message>
        <source>; larger counts were not measured</source>
        <translation>；未测量更大的数量</translation>
    </message>
    <message>
        <source>; {count} workers are not clearly faster</source>
        <translation>；{count} 个工作进程没有明显更快</translation>
    </message>
    <message>
        <source>; {count} workers are not clearly faster on {cores} cores</source>
        <translation>；{count} 个工作进程在 {cores} 个核心上没有明显更快</translation>
    </message>
    <message>
        <source>; {count} workers do not clearly get more done per second</source>
        <translation>；{count} 个工作进程每秒完成的工作没有明显更多</translation>
    </message>
    <message>
        <source>; {count} workers do not clearly get more done per second on {cores} cores</source>
        <translation>；{count} 个工作进程在 {cores} 个核心上每秒完成的工作没有明显更多</translation>
    </message>
    <message>
        <source>; {count} workers get less done per second</source>
        <translation>；{count} 个工作进程每秒完成的工作更少</translation>
    </message>
    <message>
        <source>; {count} workers get less done per second on {cores} cores</source>
        <translation>；{count} 个工作进程在 {cores} 个核心上每秒完成的工作更少</translation>
    </message>
    <message>
        <source>; {count} workers take {loss:.0f} % longer</source>
        <translation>；{count} 个工作进程用时多 {loss:.0f} %</translation>
    </message>
    <message>
        <source>; {count} workers take {loss:.0f} % longer on {cores} cores</source>
        <translation>；{count} 个工作进程在 {cores} 个核心上用时多 {loss:.0f} %</translation>
    </message>
    <message>
        <source>A bell curve for each feature in each class, as if features knew nothing of each other. Very fast; its probabilities are too sure.</source>
        <translation>每个类别的每个特征对应一条钟形曲线，并假定各特征互不相关。速度很快；但给出的概率过于自信。</translation>
    </message>
    <message>
        <source>A chunk holds 1 to 100000 tasks, or 0 to adapt it to their length.</source>
        <translation>每块含 1 到 100000 个任务，0 表示按任务长短自适应。</translation>
    </message>
    <message>
        <source>A column of ones beside the features. Without it, values are centred.</source>
        <translation>特征旁加一列 1。没有它时，目标值会被中心化。</translation>
    </message>
    <message>
        <source>A column of your table says whose row it is: every owner is a client.</source>
        <translation>您的表格中有一列说明每一行属于谁：每个所有者就是一个客户端。</translation>
    </message>
    <message>
        <source>A curved border with the widest margin. Strong on up to a few thousand rows; its time grows with the square of their number.</source>
        <translation>具有最大间隔的弯曲边界。在几千行以内表现出色；用时随行数的平方增长。</translation>
    </message>
    <message>
        <source>A decision surface needs rows of at least two classes in which both features are known. Choose other features.</source>
        <translation>决策面需要至少两个类别的、两个特征都已知的行。请选择其他特征。</translation>
    </message>
    <message>
        <source>A decision surface shows classes, and these data have values to predict. Choose data with classes.</source>
        <translation>决策面显示的是类别，而这些数据要预测的是数值。请选择带类别的数据。</translation>
    </message>
    <message>
        <source>A file of one's own (“{file}”); under which terms it may be passed on is not known to this program.</source>
        <translation>自己的文件（“{file}”）；本程序不知道它可以在什么条件下转交他人。</translation>
    </message>
    <message>
        <source>A forest whose thresholds are drawn at random too: faster to grow, and its trees differ more.</source>
        <translation>分裂阈值也随机抽取的森林：生成更快，各树差异更大。</translation>
    </message>
    <message>
        <source>A job of which 15 % are serial on one worker, asleep, so that eight workers need no eight cores. Its parallel part grows with the workers: the fitted law finds the 15 % again, and on top what handing out the tasks costs.</source>
        <translation>一个作业，在一个工作进程上有 15 % 是串行的；任务是休眠，因此八个工作进程不需要八个核心。其并行部分随工作进程增大：拟合的定律会重新得到这 15 %，再加上分派任务的开销。</translation>
    </message>
    <message>
        <source>A job with a serial part of a chosen size. Teaches Amdahl's law: however many workers there are, the serial part stays; and shows whether the fitted fraction is the true one.</source>
        <translation>串行部分大小可选的作业。说明阿姆达尔定律：无论有多少工作进程，串行部分都还在；并显示拟合的比例是否就是真实的比例。</translation>
    </message>
    <message>
        <source>A linear model with small coefficients learns from the members' predictions for rows that they had not seen. Of classes it tells the likeliest, but no probabilities.</source>
        <translation>用系数较小的线性模型从成员对未见过的行的预测中学习。对于类别，它只给出最可能的一个，不给出概率。</translation>
    </message>
    <message>
        <source>A logistic regression learns from the members' probabilities for rows that they had not seen.</source>
        <translation>用逻辑回归从成员对未见过的行给出的概率中学习。</translation>
    </message>
    <message>
        <source>A model that spends its time in matrix products, with the native libraries’ own number of threads in every worker: together they want more cores than there are. The diagnosis says what one thread per worker brings.</source>
        <translation>一个时间都用在数值计算上的模型，每个工作进程都用本地库自己的线程数：合起来需要的核心比实际的多。诊断会说明每个工作进程只用一个线程能快多少。</translation>
    </message>
    <message>
        <source>A network that sees 64 numbers, one that sees a picture of 8 by 8, a forest, and the vote of all three. Needs PyTorch.</source>
        <translation>一个看到 64 个数字的网络、一个看到 8×8 图像的网络、一个森林，以及三者的投票。需要 PyTorch。</translation>
    </message>
    <message>
        <source>A noise multiplier of {noise:g} makes no sense: it is the ratio of the noise to the clipping length, 0 or above. Try 1.</source>
        <translation>噪声倍数 {noise:g} 没有意义：它是噪声与裁剪长度之比，应为 0 或更大。可以试试 1。</translation>
    </message>
    <message>
        <source>A part of this run could not be read back: {reason}.</source>
        <translation>无法读回此运行的一部分：{reason}。</translation>
    </message>
    <message>
        <source>A point must last 0.01 to {most:g} seconds.</source>
        <translation>一个测量点的时长必须在 0.01 到 {most:g} 秒之间。</translation>
    </message>
    <message>
        <source>A poisoned client against mean, median and Krum</source>
        <translation>一个中毒客户端：均值、中位数与 Krum</translation>
    </message>
    <message>
        <source>A privacy budget of ε = {epsilon:g} cannot be kept: ε must be above 0. 1 is strong, 8 is common; or leave it empty to set no limit.</source>
        <translation>隐私预算 ε = {epsilon:g} 无法遵守：ε 必须大于 0。1 为强，8 较常见；留空则不设上限。</translation>
    </message>
    <message>
        <source>A quorum of {quorum} can never be reached: each round takes {chosen} of {clients} clients. Use at most {chosen}, or a larger share of clients in each round.</source>
        <translation>法定数量 {quorum} 永远达不到：每轮只取 {clients} 个客户端中的 {chosen} 个。请最多设为 {chosen}，或提高每轮参与的客户端比例。</translation>
    </message>
    <message>
        <source>A quorum of {quorum} can never be reached: only {clients} clients have rows. Use at most {clients}.</source>
        <translation>法定数量 {quorum} 永远达不到：只有 {clients} 个客户端有数据行。请最多设为 {clients}。</translation>
    </message>
    <message>
        <source>A random forest that grows tree by tree until further trees bring nothing but noise, well before the 200 that it may have. Two workers grow the same trees, only sooner.</source>
        <translation>一棵一棵生长的随机森林，直到更多的树只带来噪声为止，远早于允许的 200 棵。两个工作进程生长出同样的树，只是更快。</translation>
    </message>
    <message>
        <source>A rule is charged with its members: fit is what it takes to have it from nothing, predict what it takes on the test rows of one split, both medians over the splits. A rule that learns needs its members' inner fits too. CPU time is the sum over all fits of one trial. The size is that of the fitted model as bytes.</source>
        <translation>规则的代价包括其成员：拟合是从零得到它所需的时间，预测是在一个划分的测试行上所需的时间，都取各划分的中位数。会学习的规则还需要成员的内层拟合。CPU 时间是一次试验中所有拟合之和。大小是拟合后的模型的字节数。</translation>
    </message>
    <message>
        <source>A single split gives no interval, so growth cannot be found flat and goes to the end: use several folds or repeats.</source>
        <translation>单个划分给不出区间，因此无法判断生长是否平稳，会一直进行到底：请使用多折或重复。</translation>
    </message>
    <message>
        <source>A smooth curve that ignores small errors. Its time grows with the square of the number of rows.</source>
        <translation>忽略小误差的平滑曲线。用时随行数的平方增长。</translation>
    </message>
    <message>
        <source>A split is made only if it leaves this many rows on both sides.</source>
        <translation>仅当分裂后两侧都至少保留这么多行时才进行分裂。</translation>
    </message>
    <message>
        <source>A task failed on its workers ({reason}), so nothing could be timed.</source>
        <translation>有任务在其工作进程上失败（{reason}），因此无法计时。</translation>
    </message>
    <message>
        <source>A task needs {growth:.0f} % more CPU time on {workers} workers than on one: they compete for memory or cache.</source>
        <translation>一个任务在 {workers} 个工作进程上比在一个上多用 {growth:.0f} % 的 CPU 时间：它们争用内存或缓存。</translation>
    </message>
    <message>
        <source>A task needs {growth:.0f} % more CPU time on {workers} workers than on one: two workers share a physical core.</source>
        <translation>一个任务在 {workers} 个工作进程上比在一个上多用 {growth:.0f} % 的 CPU 时间：两个工作进程共用一个物理核心。</translation>
    </message>
    <message>
        <source>A task's time limit must be more than 0 seconds and at most a day, or none.</source>
        <translation>任务的时间限制必须大于 0 秒且不超过一天，或不设限制。</translation>
    </message>
    <message>
        <source>A term must occur in at least so many training texts; rarer ones are left out.</source>
        <translation>一个词项至少要在这么多篇训练文本中出现；更少见的不计。</translation>
    </message>
    <message>
        <source>A term that occurs ten times in a text counts about three times as much as one that occurs once, not ten times.</source>
        <translation>在一篇文本中出现十次的词项，其分量约为只出现一次的三倍，而不是十倍。</translation>
    </message>
    <message>
        <source>A thousand clients, of whom many give up</source>
        <translation>一千个客户端，许多中途退出</translation>
    </message>
    <message>
        <source>A time beyond Tukey’s fences is called an outlier, from five repeats on: it is counted and shown as a cross, and stays in the median, in the speedup and in its interval. Of steady times some lie there too: one or more in every third set of five. Times are called unstable by the rule of pyperf: their standard deviation is at least 10 % of the mean, or one of them lies at least 50 % from it. A likely cause is named only where the slow trials had more of it than the others, or where it was there throughout. The lines below give what else the computer did, trial by trial.</source>
        <translation>超出图基（Tukey）界限的用时称为离群值，从五次重复起计：它会被计数并以叉号显示，仍留在中位数、加速比及其区间之中。即使用时稳定，也会有一些落在界外：每三组五次用时中约有一组出现一个或更多。按 pyperf 的规则，若标准差至少为均值的 10 %，或有一次用时偏离均值至少 50 %，则称用时不稳定。只有当慢的试验比其他试验更受其影响，或它自始至终存在时，才会指出可能的原因。以下各行逐次列出计算机同时还在做什么。</translation>
    </message>
    <message>
        <source>A weight is negative ({weight:g}): use 0 to leave a member out.</source>
        <translation>有一个权重为负（{weight:g}）：若要排除某个成员，请用 0。</translation>
    </message>
    <message>
        <source>A weighted mean of the members, with the weights (none negative) that fit their predictions for unseen rows best, by least squares.</source>
        <translation>成员的加权平均，权重（均不为负）按最小二乘最好地拟合成员对未见过的行的预测。</translation>
    </message>
    <message>
        <source>A weighted sum of the features for each class, turned into probabilities of all classes together.</source>
        <translation>每个类别各有一个特征加权和，再一起转换为所有类别的概率。</translation>
    </message>
    <message>
        <source>A weighted sum of the features for each class, turned into probabilities. Fast, steady, hard to beat on simple data.</source>
        <translation>对每个类别计算特征的加权和，再转换为概率。快速、稳定，在简单数据上很难被超越。</translation>
    </message>
    <message>
        <source>A weighted sum of the features for each class, which asks only for a margin: rows that are safely right have no say any more.</source>
        <translation>每个类别各有一个特征加权和，只要求留出间隔：已经稳妥分对的行不再起作用。</translation>
    </message>
    <message>
        <source>A weighted sum of the features that minds the size of an error, not its square, so single outliers pull less.</source>
        <translation>特征的加权和，关注误差的大小而不是误差的平方，因此个别离群值的影响较小。</translation>
    </message>
    <message>
        <source>A worker cannot read {path} ({reason}). Where workers are on other computers, name a folder that all of them see under the same name.</source>
        <translation>某个工作进程无法读取 {path}（{reason}）。若工作进程在其他计算机上，请指定一个它们都以相同名称看到的文件夹。</translation>
    </message>
    <message>
        <source>A worker has no room for the data ({reason}). Allow workers more memory, or use less data.</source>
        <translation>工作进程放不下这些数据（{reason}）。请允许工作进程使用更多内存，或减少数据。</translation>
    </message>
    <message>
        <source>A worker idle although tasks remain: it waits to be handed one.</source>
        <translation>还有任务，工作进程却空闲：正在等待派发。</translation>
    </message>
    <message>
        <source>A worker idle, no task left for it, while another one still works.</source>
        <translation>已没有任务，工作进程空闲，而其他工作进程仍在工作。</translation>
    </message>
    <message>
        <source>A worker needs {least} MiB of address space for its libraries alone: allow at least that, or set no limit.</source>
        <translation>工作进程仅加载库就需要 {least} MiB 的地址空间：请至少允许这么多，或不设限制。</translation>
    </message>
    <message>
        <source>A worker with {worker} MB cannot make files of {file} MB, which it holds about three times for a moment. Ask for smaller files, or allow workers more memory.</source>
        <translation>只有 {worker} MB 的工作进程无法生成 {file} MB 的文件，因为它会短暂地占用约三倍的内存。请把文件做小，或允许工作进程使用更多内存。</translation>
    </message>
    <message>
        <source>A worker’s libraries keep to one thread each: {libraries}</source>
        <translation>工作进程中的库各只用一个线程：{libraries}</translation>
    </message>
    <message>
        <source>A worker’s libraries use more threads than they were allowed, so timings cannot be trusted: {libraries}</source>
        <translation>工作进程中的库使用了超出允许的线程数，因此计时不可信：{libraries}</translation>
    </message>
    <message>
        <source>A · B by blocks of rows, in the BLAS library. Teaches that a library may use all cores by itself: with its own number of threads, more workers only get into each other's way.</source>
        <translation>按行分块、用 BLAS 库计算 A · B。说明一个库可能自己就用满所有核心：使用它自己的线程数时，更多的工作进程只会互相妨碍。</translation>
    </message>
    <message>
        <source>Above 1 each step is lengthened (over-relaxation), which often saves rounds; 1 is the plain method.</source>
        <translation>大于 1 时每一步都会加长（过松弛），往往能节省轮数；1 为普通方法。</translation>
    </message>
    <message>
        <source>Absolute tolerance</source>
        <translation>绝对容差</translation>
    </message>
    <message>
        <source>AdaBoost</source>
        <translation>AdaBoost</translation>
    </message>
    <message>
        <source>Adaptivity τ</source>
        <translation>自适应程度 τ</translation>
    </message>
    <message>
        <source>Add repeats, or measure again while the computer is quiet.</source>
        <translation>请增加重复次数，或在计算机空闲时重新测量。</translation>
    </message>
    <message>
        <source>Adds the member that helps the average most on rows that it had not seen, again and again, the same one as often as it helps; then keeps the best of the ensembles on that way.</source>
        <translation>反复加入在未见过的行上对平均值帮助最大的成员，只要有帮助，同一成员可多次加入；最后保留途中最好的集成。</translation>
    </message>
    <message>
        <source>After dealing, as class:from&gt;to:rows, counted from 0 and separated by commas: 3:0&gt;2:10 moves 10 rows of class 3 from client 0 to client 2.</source>
        <translation>分配之后的移动，写作 类别:来源&gt;去向:行数，从 0 开始编号，用逗号分隔：3:0&gt;2:10 把类别 3 的 10 行从客户端 0 移到客户端 2。</translation>
    </message>
    <message>
        <source>After their own steps clients have moved apart, each towards its own optimum. The mean over clients of how far they went; correcting for it is what SCAFFOLD is about.</source>
        <translation>客户端走完自己的步骤后彼此远离，各自靠近自己的最优解。这里是各客户端走了多远的平均值；SCAFFOLD 所做的就是校正它。</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>结束之后</translation>
    </message>
    <message>
        <source>Algorithm 1 (FederatedAveraging): models weighted by rows n_i, over the clients that answered in the round.</source>
        <translation>算法 1（FederatedAveraging）：对本轮作出应答的客户端，按行数 n_i 对模型加权平均。</translation>
    </message>
    <message>
        <source>Algorithm 1 with option II for the control variates (c_i⁺ = c_i − c + (x − y_i)/(Kη)) and the server's rate η_g; clients weighted by rows, which for equal clients is the paper's plain mean.</source>
        <translation>算法 1，控制变量采用方案 II（c_i⁺ = c_i − c + (x − y_i)/(Kη)），服务器学习率为 η_g；客户端按行数加权，各客户端行数相同时即为论文中的简单平均。</translation>
    </message>
    <message>
        <source>Algorithm 2, FedAdagrad, with v starting at τ²; β₁ = 0 as in the paper's experiments. Flower's starts v at 0. Updates are weighted by rows in both.</source>
        <translation>算法 2 的 FedAdagrad，v 从 τ² 开始；β₁ = 0，与论文的实验相同。Flower 的 v 从 0 开始。两者都按行数对更新加权。</translation>
    </message>
    <message>
        <source>Algorithm 2, FedAdam, with v starting at τ² and no bias correction. Flower's starts v at 0 and corrects the bias, with t + 1 in place of t. Updates are weighted by rows in both.</source>
        <translation>算法 2 的 FedAdam，v 从 τ² 开始，不做偏差校正。Flower 的 v 从 0 开始并校正偏差，其中以 t + 1 代替 t。两者都按行数对更新加权。</translation>
    </message>
    <message>
        <source>Algorithm 2, FedYogi, with v starting at τ² and no bias correction. Flower's starts v at 0. Updates are weighted by rows in both.</source>
        <translation>算法 2 的 FedYogi，v 从 τ² 开始，不做偏差校正。Flower 的 v 从 0 开始。两者都按行数对更新加权。</translation>
    </message>
    <message>
        <source>Algorithm 2, the local problem f_i(x) + μ/2 ‖x − w‖² solved inexactly by gradient steps, μ constant; models weighted by rows as in FedAvg.</source>
        <translation>算法 2，用梯度步近似求解本地问题 f_i(x) + μ/2 ‖x − w‖²，μ 固定；与 FedAvg 一样按行数对模型加权。</translation>
    </message>
    <message>
        <source>All engines are started anew and take turns in every repeat. Tasks do a fixed amount of work; d is what one takes in a plain loop, measured beside each round. The efficiency is relative to the workers that were asked for, so the serial engine reaches 1/p. A task is worth its overhead from the length on at which the curve, made monotone, reaches 90 % of the best efficiency of all (the minimum effective task granularity). One engine is better than another where the 95 % interval of their ratio, repeat by repeat, lies above 1.05; else the simpler one is named. Overhead is the time of tasks that do nothing, each in a message of its own, by their number.</source>
        <translation>所有引擎都重新启动，并在每次重复中轮流进行。任务的工作量是固定的；d 是一个任务在普通循环中所需的时间，在每一轮旁边测得。效率相对于所要求的工作进程数，因此串行引擎只能达到 1/p。当单调化后的曲线达到所有引擎最佳效率的 90 % 时，从该时长起任务就抵得过其开销（最小有效任务粒度）。若两个引擎逐次重复之比的 95 % 区间高于 1.05，则一个优于另一个；否则列出较简单的那个。开销是空任务逐个发送时所用的时间除以任务数。</translation>
    </message>
    <message>
        <source>All weights are 0: give at least one member a positive weight.</source>
        <translation>所有权重都是 0：请至少给一个成员正的权重。</translation>
    </message>
    <message>
        <source>All workers are idle for {share:.0f} % of the time, while the program prepares tasks or combines results.</source>
        <translation>程序准备任务或汇总结果时，所有工作进程有 {share:.0f} % 的时间空闲。</translation>
    </message>
    <message>
        <source>All workers idle while the program cuts the work into tasks or puts the results together.</source>
        <translation>程序在拆分任务或汇总结果，所有工作进程空闲。</translation>
    </message>
    <message>
        <source>Allow no feature to lower the prediction.</source>
        <translation>不允许任何特征降低预测值。</translation>
    </message>
    <message>
        <source>Allow this program more cores (CPU affinity, container quota), or use another computer.</source>
        <translation>请允许本程序使用更多核心（CPU 亲和性、容器配额），或换一台计算机。</translation>
    </message>
    <message>
        <source>Also without noise</source>
        <translation>同时运行无噪声版本</translation>
    </message>
    <message>
        <source>Always predicts the mean or the median of the training targets. A model that is no better has learned nothing.</source>
        <translation>始终预测训练目标值的均值或中位数。不比它更好的模型等于什么也没学到。</translation>
    </message>
    <message>
        <source>Amdahl's job</source>
        <translation>阿姆达尔作业</translation>
    </message>
    <message>
        <source>Amdahl's law</source>
        <translation>阿姆达尔定律</translation>
    </message>
    <message>
        <source>Amdahl's law fits best: {share:.1f} % of the work is serial ({low:.1f}–{high:.1f} %), so no number of workers makes it more than {limit:.3g} times as fast ({least:.3g}–{most:.3g}).</source>
        <translation>阿姆达尔定律拟合得最好：{share:.1f} % 的工作是串行的（{low:.1f}–{high:.1f} %），因此无论有多少工作进程，速度都不会超过 {limit:.3g} 倍（{least:.3g}–{most:.3g}）。</translation>
    </message>
    <message>
        <source>Amdahl's law fits best: {share:.1f} % of the work is serial ({low:.1f}–{high:.1f} %); where the speedup ends cannot be told yet.</source>
        <translation>阿姆达尔定律拟合得最好：{share:.1f} % 的工作是串行的（{low:.1f}–{high:.1f} %）；加速比的上限还无法判断。</translation>
    </message>
    <message>
        <source>Amdahl, AFIPS 1967; Gunther: Guerrilla Capacity Planning, Springer 2007, chapter 4; bands: Bates and Watts 1988, section 2.3.</source>
        <translation>Amdahl，AFIPS 1967；Gunther：Guerrilla Capacity Planning，Springer 2007，第 4 章；色带：Bates 与 Watts 1988，第 2.3 节。</translation>
    </message>
    <message>
        <source>Amdahl, AFIPS 1967; Gustafson, CACM 31(5), 1988; Gunther: Guerrilla Capacity Planning, Springer 2007, chapter 4; intervals and bands: Bates and Watts, Nonlinear Regression Analysis, Wiley 1988; AICc: Hurvich and Tsai, Biometrika 76(2), 1989.</source>
        <translation>Amdahl，AFIPS 1967；Gustafson，CACM 31(5)，1988；Gunther：Guerrilla Capacity Planning，Springer 2007，第 4 章；区间与色带：Bates 与 Watts，Nonlinear Regression Analysis，Wiley 1988；AICc：Hurvich 与 Tsai，Biometrika 76(2)，1989。</translation>
    </message>
    <message>
        <source>Amdahl’s law</source>
        <translation>阿姆达尔定律</translation>
    </message>
    <message>
        <source>An attacker who sees the finished model guesses from a row's loss whether it was learned from. The area under the ROC curve is how often a training row looks more familiar than a test row: 0.5 is chance.</source>
        <translation>看到最终模型的攻击者根据一行的损失猜测它是否参与了学习。ROC 曲线下面积是训练行看起来比测试行更熟悉的频率：0.5 为随机。</translation>
    </message>
    <message>
        <source>An ensemble is worth it here: {rule}, using {used} of {members} members, scores {score:.3f}, {gap} above the best single model, {best} ({low} to {high}; {p}).</source>
        <translation>这里值得使用集成：“{rule}”使用 {members} 个成员中的 {used} 个，得分 {score:.3f}，优于最佳单一模型“{best}”，相差 {gap}（{low} 至 {high}；{p}）。</translation>
    </message>
    <message>
        <source>An ensemble that learns from sensor readings one Parquet file at a time, as all of them would not fit into memory: the accuracy of each member and of their vote against the rows seen so far.</source>
        <translation>一个集成逐个 Parquet 文件地从传感器读数中学习，因为全部数据放不进内存：每个成员及其投票的准确率随已见行数的变化。</translation>
    </message>
    <message>
        <source>An error arose: {error}</source>
        <translation>发生错误：{error}</translation>
    </message>
    <message>
        <source>An error in the program ended it: {bug}</source>
        <translation>程序中的错误使其结束：{bug}</translation>
    </message>
    <message>
        <source>Apache Spark</source>
        <translation>Apache Spark</translation>
    </message>
    <message>
        <source>As FedAdam, but the rates of coordinates that hardly move any more recover slowly: steadier where few clients answer.</source>
        <translation>与 FedAdam 相同，但几乎不再移动的坐标，其学习率恢复得很慢：在应答的客户端较少时更平稳。</translation>
    </message>
    <message>
        <source>As FedAvg, but a pull of strength μ holds each client near the server's model: less drift, and slower. μ = 0 is FedAvg.</source>
        <translation>与 FedAvg 相同，但有强度为 μ 的拉力把每个客户端拉在服务器模型附近：漂移更小，也更慢。μ = 0 即为 FedAvg。</translation>
    </message>
    <message>
        <source>As FedAvg, but each client corrects its gradients by the difference between everyone's and its own, so that many local steps still lead to the optimum. Twice the traffic.</source>
        <translation>与 FedAvg 相同，但每个客户端用“大家的梯度与自己的梯度之差”来校正自己的梯度，因此本地步数再多也能到达最优解。通信量是两倍。</translation>
    </message>
    <message>
        <source>As FedAvg, but the server goes on in the direction of earlier rounds (momentum). β = 0 is FedAvg.</source>
        <translation>与 FedAvg 相同，但服务器会沿先前各轮的方向继续前进（动量）。β = 0 即为 FedAvg。</translation>
    </message>
    <message>
        <source>As in the paper, or as Flower does it: squares begin at 0 rather than τ², and FedAdam corrects Adam's bias.</source>
        <translation>按论文（paper），或按 Flower 的做法（flower）：平方从 0 而不是 τ² 开始，并且 FedAdam 会校正 Adam 的偏差。</translation>
    </message>
    <message>
        <source>As published: {computed}. Source: {source}</source>
        <translation>与公布值一致：{computed}。来源：{source}</translation>
    </message>
    <message>
        <source>As stacking, but its combiner (logistic for classes, ridge for values) learns from the first inner fold only, as a hold-out: cheaper to have elsewhere, and less sure.</source>
        <translation>与堆叠相同，但其组合器（类别用逻辑回归，数值用岭回归）只从第一个内层折（作为留出集）学习：在别处更省计算，但把握较小。</translation>
    </message>
    <message>
        <source>Averaged perceptron</source>
        <translation>平均感知机</translation>
    </message>
    <message>
        <source>Averaging {m} of {clients} clients takes hostile ones in. Set m to {most} at most (clients less f).</source>
        <translation>对 {clients} 个客户端中的 {m} 个求平均会把敌意客户端包括进来。请把 m 设为至多 {most}（客户端数减 f）。</translation>
    </message>
    <message>
        <source>Bagged trees</source>
        <translation>Bagging 决策树</translation>
    </message>
    <message>
        <source>Bagging</source>
        <translation>装袋（Bagging）</translation>
    </message>
    <message>
        <source>Bags</source>
        <translation>袋数</translation>
    </message>
    <message>
        <source>Bandwidth (MB/s)</source>
        <translation>带宽 (MB/s)</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Bayesian comparison</source>
        <translation>贝叶斯比较</translation>
    </message>
    <message>
        <source>Benavoli, Corani, Demšar and Zaffalon: Time for a change. Journal of Machine Learning Research 18, 2017.</source>
        <translation>Benavoli, Corani, Demšar, Zaffalon：Time for a change. Journal of Machine Learning Research 18, 2017。</translation>
    </message>
    <message>
        <source>Benign or malignant, by 30 measures of cell nuclei under the microscope. Many features say nearly the same.</source>
        <translation>根据显微镜下细胞核的 30 项测量值判断良性或恶性。许多特征所含信息几乎相同。</translation>
    </message>
    <message>
        <source>Best by rank over {datasets} data sets: {best} ({rank:.2f} on average), better than all others ({p}, Friedman’s test; mean ranks at least {apart:.2f} apart, Nemenyi’s test).</source>
        <translation>在 {datasets} 个数据集上排名最好：{best}（平均 {rank:.2f}），优于其他所有（{p}，Friedman 检验；平均排名至少相差 {apart:.2f}，Nemenyi 检验）。</translation>
    </message>
    <message>
        <source>Best by rank over {datasets} data sets: {best} ({rank:.2f} on average), better than {worse} ({p}, Friedman’s test; mean ranks at least {apart:.2f} apart, Nemenyi’s test), but not told apart from {near}.</source>
        <translation>在 {datasets} 个数据集上排名最好：{best}（平均 {rank:.2f}），优于 {worse}（{p}，Friedman 检验；平均排名至少相差 {apart:.2f}，Nemenyi 检验），但无法与 {near} 区分。</translation>
    </message>
    <message>
        <source>Best single member</source>
        <translation>最佳单个成员</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Bias: rows that are typically wrong</source>
        <translation>偏差：通常被判错的行</translation>
    </message>
    <message>
        <source>Bias² of the mean</source>
        <translation>平均值的偏差²</translation>
    </message>
    <message>
        <source>Blending</source>
        <translation>混合（Blending）</translation>
    </message>
    <message>
        <source>Boosting ended by itself, on the last split after {members} members: nothing was left that a further member could correct.</source>
        <translation>提升自行结束，最后一个划分在 {members} 个成员之后结束：再没有后续成员可以纠正的了。</translation>
    </message>
    <message>
        <source>Both axes show the same feature. Choose two different ones.</source>
        <translation>两个坐标轴是同一个特征。请选择两个不同的特征。</translation>
    </message>
    <message>
        <source>Both parts of the hold-out need a row of each of the {classes} classes: {rows} rows cannot be split at {share:g}.</source>
        <translation>留出法的两部分都需要 {classes} 个类别中每个类别的行：{rows} 行无法按 {share:g} 划分。</translation>
    </message>
    <message>
        <source>Both {law} and {rival} fit, but they give {one:.3g}× and {other:.3g}× on {at} workers; worker count {workers} tells them apart best.</source>
        <translation>{law}和{rival}都能拟合，但在 {at} 个工作进程上分别给出 {one:.3g}× 和 {other:.3g}×；工作进程数 {workers} 最能区分二者。</translation>
    </message>
    <message>
        <source>Boyd and others: Distributed optimization and statistical learning via ADMM. 2011, section 3.3.</source>
        <translation>Boyd 等：Distributed optimization and statistical learning via ADMM. 2011，第 3.3 节。</translation>
    </message>
    <message>
        <source>Breast cancer</source>
        <translation>乳腺癌</translation>
    </message>
    <message>
        <source>Breast cancer: a forest grown until flat</source>
        <translation>乳腺癌：生长到平稳的森林</translation>
    </message>
    <message>
        <source>Brier score of the mean: members and their disagreement</source>
        <translation>平均概率的 Brier 分数：成员及其分歧</translation>
    </message>
    <message>
        <source>Brier score over repeats: bias, variance, covariance</source>
        <translation>多次重复的 Brier 分数：偏差、方差、协方差</translation>
    </message>
    <message>
        <source>Brier, Monthly Weather Review 78, 1950; Guo and others: On calibration of modern neural networks. ICML 2017.</source>
        <translation>Brier, Monthly Weather Review 78, 1950；Guo 等：On calibration of modern neural networks. ICML 2017。</translation>
    </message>
    <message>
        <source>Bring every feature to mean 0 and standard deviation 1, learned from the training rows of each fold. Without it, features in large units dominate.</source>
        <translation>将每个特征变换为均值 0、标准差 1，参数由每一折的训练行得出。不缩放时，数值单位大的特征会占主导。</translation>
    </message>
    <message>
        <source>Bring features to 0…1</source>
        <translation>将特征变换到 0…1</translation>
    </message>
    <message>
        <source>Budget ε</source>
        <translation>预算 ε</translation>
    </message>
    <message>
        <source>By the tasks alone, without any law: no schedule is more than {bound:.3g} times as fast as one worker, since the serial part and the longest task take {least:.3g} s of {work:.3g} s.</source>
        <translation>仅由任务本身而不用任何定律：没有哪种调度能比一个工作进程快过 {bound:.3g} 倍，因为在 {work:.3g} s 中，串行部分和最长的任务就占 {least:.3g} s。</translation>
    </message>
    <message>
        <source>By their losses, an attacker tells a training row from a test row in {auc:.0%} of pairs ({low:.0%} to {high:.0%}), where guessing gives 50%: the model remembers rows. Fewer rounds, a stronger penalty or noise help.</source>
        <translation>攻击者凭损失在 {auc:.0%} 的配对（{low:.0%} 至 {high:.0%}）中分辨出训练行和测试行，而猜测为 50%：模型记住了某些行。减少轮数、加强惩罚或加入噪声会有帮助。</translation>
    </message>
    <message>
        <source>By their losses, an attacker tells a training row from a test row in {auc:.0%} of pairs ({low:.0%} to {high:.0%}), where the model before learning gave {start:.0%}: the rows differ, learning gave nothing away.</source>
        <translation>攻击者凭损失在 {auc:.0%} 的配对（{low:.0%} 至 {high:.0%}）中分辨出训练行和测试行，而学习之前的模型为 {start:.0%}：是这些行本身不同，学习没有泄露什么。</translation>
    </message>
    <message>
        <source>By their losses, an attacker tells a training row from a test row no better than by guessing: {auc:.0%} right, {low:.0%} to {high:.0%}.</source>
        <translation>攻击者凭损失分辨训练行和测试行并不比猜测更准：正确率 {auc:.0%}，区间 {low:.0%} 至 {high:.0%}。</translation>
    </message>
    <message>
        <source>By {law} there is no peak to find: ask for a speedup.</source>
        <translation>按{law}，没有峰值可找：请改问加速比。</translation>
    </message>
    <message>
        <source>By {law} with parameters set by hand, not measured: no number of workers is {speedup:g} times as fast as one; the limit is {most:.3g}×.</source>
        <translation>按参数由手工设定的{law}，未经测量：无论多少工作进程都达不到一个的 {speedup:g} 倍速度；极限是 {most:.3g}×。</translation>
    </message>
    <message>
        <source>By {law} with parameters set by hand, not measured: {workers} workers are needed to be {speedup:g} times as fast as one.</source>
        <translation>按参数由手工设定的{law}，未经测量：要达到一个的 {speedup:g} 倍速度，需要 {workers} 个工作进程。</translation>
    </message>
    <message>
        <source>By {law} with parameters set by hand, not measured: {workers} workers are {speedup:.3g} times as fast as one.</source>
        <translation>按参数由手工设定的{law}，未经测量：{workers} 个工作进程的速度是一个的 {speedup:.3g} 倍。</translation>
    </message>
    <message>
        <source>By {law}, not measured: more than {counted} workers would be needed to be {speedup:g} times as fast as one.</source>
        <translation>按{law}，未经测量：要达到一个的 {speedup:g} 倍速度，需要超过 {counted} 个工作进程。</translation>
    </message>
    <message>
        <source>By {law}, not measured: no number of workers is {speedup:g} times as fast as one; the limit is {most:.3g}×.</source>
        <translation>按{law}，未经测量：无论多少工作进程都达不到一个的 {speedup:g} 倍速度；极限是 {most:.3g}×。</translation>
    </message>
    <message>
        <source>By {law}, not measured: {workers} workers are needed to be {speedup:g} times as fast as one (by the band {low}–{high}).</source>
        <translation>按{law}，未经测量：要达到一个的 {speedup:g} 倍速度，需要 {workers} 个工作进程（按色带为 {low}–{high}）。</translation>
    </message>
    <message>
        <source>By {law}, not measured: {workers} workers are needed to be {speedup:g} times as fast as one; by the band at least {low}, or no number is enough.</source>
        <translation>按{law}，未经测量：要达到一个的 {speedup:g} 倍速度，需要 {workers} 个工作进程；按色带至少 {low} 个，也可能多少都不够。</translation>
    </message>
    <message>
        <source>By {law}, not measured: {workers} workers are {speedup:.3g} times as fast as one (95 % band {low:.3g}–{high:.3g}); a single measurement would be expected between {least:.3g} and {most:.3g}.</source>
        <translation>按{law}，未经测量：{workers} 个工作进程的速度是一个的 {speedup:.3g} 倍（95 % 色带 {low:.3g}–{high:.3g}）；单次测量预计在 {least:.3g} 与 {most:.3g} 之间。</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>CNN ({library})</source>
        <translation>CNN（{library}）</translation>
    </message>
    <message>
        <source>Certificates are used with tls:// only: a connection with {scheme} is not encrypted.</source>
        <translation>证书仅用于 tls://：使用 {scheme} 的连接不加密。</translation>
    </message>
    <message>
        <source>Choose a larger problem, or add repeats.</source>
        <translation>请选择更大的问题，或增加重复次数。</translation>
    </message>
    <message>
        <source>Choose an engine that works. A program that keeps others from starting processes (a virus scanner, a container’s limits) may be the cause; if there is none, install the program again.</source>
        <translation>请选择一个可用的引擎。原因可能是某个程序阻止启动进程（杀毒软件、容器的限制）；如果没有，请重新安装本程序。</translation>
    </message>
    <message>
        <source>Choose at least one feature to learn from.</source>
        <translation>请至少选择一个用于学习的特征。</translation>
    </message>
    <message>
        <source>Choose at least one kind of member.</source>
        <translation>请至少选择一种成员。</translation>
    </message>
    <message>
        <source>Choose at least one model.</source>
        <translation>请至少选择一个模型。</translation>
    </message>
    <message>
        <source>Choose at least one rule that combines the models, for example a soft vote.</source>
        <translation>请至少选择一种组合模型的规则，例如软投票。</translation>
    </message>
    <message>
        <source>Choose at least one strategy.</source>
        <translation>请至少选择一种策略。</translation>
    </message>
    <message>
        <source>Choose at least one worker count.</source>
        <translation>请至少选择一种工作进程数。</translation>
    </message>
    <message>
        <source>Choose the column to predict. There are: {known}.</source>
        <translation>请选择要预测的列。可选的列：{known}。</translation>
    </message>
    <message>
        <source>Choose the file of the {kind}: an encrypted connection needs all three.</source>
        <translation>请选择{kind}文件：加密的连接需要全部三个文件。</translation>
    </message>
    <message>
        <source>Chose “{member}” on {times} of {splits} splits.</source>
        <translation>在 {splits} 次划分中有 {times} 次选择了“{member}”。</translation>
    </message>
    <message>
        <source>Class “{name}” has only {count} rows in the training part: use at most {most} inner folds, or fewer outer ones.</source>
        <translation>类别“{name}”在训练部分只有 {count} 行：内层折数最多用 {most}，或减少外层折数。</translation>
    </message>
    <message>
        <source>Class “{name}” has only {count} rows: use at most {count} folds.</source>
        <translation>类别“{name}”只有 {count} 行：最多使用 {count} 折。</translation>
    </message>
    <message>
        <source>Class “{name}” has {count} row; a class needs at least two to be both trained on and tested. Merge or remove it.</source>
        <translation>类别“{name}”有 {count} 行；一个类别至少需要两行才能既用于训练又用于测试。请合并或移除该类别。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>Client drift</source>
        <translation>客户端漂移</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端数</translation>
    </message>
    <message>
        <source>Clients keep their rows and share a model: rounds of local steps and of meeting, by several strategies on the same rows.</source>
        <translation>各客户端保留自己的行，共用一个模型：一轮轮的本地步与汇合，用多种策略在同样的行上进行。</translation>
    </message>
    <message>
        <source>Clients mask their updates so that only the sum can be read; here all of them run in one program, so it shows how, and protects nothing.</source>
        <translation>客户端为更新加掩码，只有总和可读；这里它们都在同一个程序中运行，所以只演示做法，并不保护什么。</translation>
    </message>
    <message>
        <source>Clients send gradients and everyone makes the same step, one a round: exactly what one computer with all rows would do, for the most traffic. The reference for all others.</source>
        <translation>客户端发送梯度，大家走同一步，每轮一步：与一台拥有全部行的计算机所做的完全相同，但通信量最大。它是其他所有策略的参照。</translation>
    </message>
    <message>
        <source>Clients that were drawn and never answer in that round.</source>
        <translation>被抽中却在该轮不作答的客户端。</translation>
    </message>
    <message>
        <source>Clients whose answer comes after the others have gone on: their work is done and lost.</source>
        <translation>别人继续之后才答复的客户端：工作做了，却白做了。</translation>
    </message>
    <message>
        <source>Close other programs or add repeats.</source>
        <translation>请关闭其他程序，或增加重复次数。</translation>
    </message>
    <message>
        <source>Close other programs, and use few workers and small data.</source>
        <translation>请关闭其他程序，并使用较少的工作进程和较小的数据。</translation>
    </message>
    <message>
        <source>Close programs that need much memory, or use fewer workers or less data.</source>
        <translation>请关闭占用大量内存的程序，或使用更少的工作进程或更少的数据。</translation>
    </message>
    <message>
        <source>Columns with more than 50 different texts (names, dates, identifiers) cannot be used: {names}.</source>
        <translation>无法使用含有超过 50 种不同文本的列（名称、日期、标识符）：{names}。</translation>
    </message>
    <message>
        <source>Columns without any value cannot be used: {names}.</source>
        <translation>无法使用没有任何值的列：{names}。</translation>
    </message>
    <message>
        <source>Compare with one fit</source>
        <translation>与一次拟合对比</translation>
    </message>
    <message>
        <source>Comparing two models</source>
        <translation>两个模型的比较</translation>
    </message>
    <message>
        <source>Complement naive Bayes</source>
        <translation>补集朴素贝叶斯</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Computed: {computed}. Published: {published}. Source: {source}</source>
        <translation>计算值：{computed}。公布值：{published}。来源：{source}</translation>
    </message>
    <message>
        <source>Concentration α</source>
        <translation>集中参数 α</translation>
    </message>
    <message>
        <source>Condorcet 1785; members of different accuracy by the Poisson binomial distribution.</source>
        <translation>Condorcet 1785；准确率不同的成员用泊松二项分布。</translation>
    </message>
    <message>
        <source>Consensus ADMM</source>
        <translation>一致性 ADMM</translation>
    </message>
    <message>
        <source>Contiguous blocks</source>
        <translation>连续分块</translation>
    </message>
    <message>
        <source>Converged in round {round}, as the strategy's own rule says.</source>
        <translation>第 {round} 轮时已收敛（按该策略自己的规则）。</translation>
    </message>
    <message>
        <source>Converged in round {round}: the clients' models agree (primal residual {primal:.2g}) and no longer move (dual residual {dual:.2g}).</source>
        <translation>第 {round} 轮时已收敛：各客户端的模型一致（原始残差 {primal:.2g}），且不再移动（对偶残差 {dual:.2g}）。</translation>
    </message>
    <message>
        <source>Converged in round {round}: the gradient of the objective has length {norm:.2g}, the limit is {limit:g}.</source>
        <translation>第 {round} 轮时已收敛：目标函数的梯度长度为 {norm:.2g}，界限是 {limit:g}。</translation>
    </message>
    <message>
        <source>Coordinate-wise mean of the clients' models without the ⌊share·n⌋ lowest and highest of those that answered (Yin et al. take gradients, which is one local step); each client counts once.</source>
        <translation>对作出应答的客户端的模型，逐坐标去掉最低和最高的各 ⌊share·n⌋ 个后求平均（Yin 等人取梯度，即一个本地步）；每个客户端只计一次。</translation>
    </message>
    <message>
        <source>Coordinate-wise median of the clients' models after their local steps (Yin et al. take gradients, which is one local step); each client counts once, whatever its rows.</source>
        <translation>各客户端完成本地步后，对其模型逐坐标取中位数（Yin 等人取梯度，即一个本地步）；无论行数多少，每个客户端只计一次。</translation>
    </message>
    <message>
        <source>Coordinates that move much less than this are not sped up; small values adapt more.</source>
        <translation>移动远小于此值的坐标不会被加速；值越小，自适应越强。</translation>
    </message>
    <message>
        <source>Corrected resampled t-test</source>
        <translation>校正的重抽样 t 检验</translation>
    </message>
    <message>
        <source>Cost C of errors</source>
        <translation>误差惩罚 C</translation>
    </message>
    <message>
        <source>Counted in this run.</source>
        <translation>在这次运行中计数。</translation>
    </message>
    <message>
        <source>Counts and sums by group, a join and the scaling of columns over sensor readings in many Parquet files, more than memory needs to hold: each worker takes one file at a time, and what it finds is put together.</source>
        <translation>对许多 Parquet 文件中的传感器读数按组计数与求和、进行连接和列缩放，数据量可超过内存：每个工作进程一次处理一个文件，再把结果合并。</translation>
    </message>
    <message>
        <source>Covariance: varying in common</source>
        <translation>协方差：共同的变动</translation>
    </message>
    <message>
        <source>Cross-validated {metric}: {score:.4f} ({validation}).</source>
        <translation>交叉验证的 {metric}：{score:.4f}（{validation}）。</translation>
    </message>
    <message>
        <source>Cross-validated {metric}: {score:.4f}, 95 % interval {low:.4f} to {high:.4f} ({validation}).</source>
        <translation>交叉验证的 {metric}：{score:.4f}，95 % 区间 {low:.4f} 至 {high:.4f}（{validation}）。</translation>
    </message>
    <message>
        <source>Cross-validation</source>
        <translation>交叉验证</translation>
    </message>
    <message>
        <source>Cut the work into fewer and larger tasks.</source>
        <translation>把工作划分成更少、更大的任务。</translation>
    </message>
    <message>
        <source>Cut the work into more tasks, or into more even ones.</source>
        <translation>把工作划分成更多或更均匀的任务。</translation>
    </message>
    <message>
        <source>Cuts branches back whose gain is smaller than this for each leaf; 0 keeps all of them.</source>
        <translation>剪去每个叶节点增益小于此值的分支；0 表示全部保留。</translation>
    </message>
    <message>
        <source>Dampen repetition</source>
        <translation>削弱重复</translation>
    </message>
    <message>
        <source>Dask</source>
        <translation>Dask</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Data centre</source>
        <translation>数据中心</translation>
    </message>
    <message>
        <source>Data per task (kB)</source>
        <translation>每个任务的数据 (kB)</translation>
    </message>
    <message>
        <source>Data-parallel SGD</source>
        <translation>数据并行 SGD</translation>
    </message>
    <message>
        <source>Data-parallel SGD (Keras)</source>
        <translation>数据并行 SGD（Keras）</translation>
    </message>
    <message>
        <source>Data-parallel SGD (PyTorch)</source>
        <translation>数据并行 SGD（PyTorch）</translation>
    </message>
    <message>
        <source>Dates and columns that are neither numbers nor texts cannot be used: {names}.</source>
        <translation>无法使用日期列以及既非数字也非文本的列：{names}。</translation>
    </message>
    <message>
        <source>Decay γ</source>
        <translation>衰减 γ</translation>
    </message>
    <message>
        <source>Decimal separator</source>
        <translation>小数分隔符</translation>
    </message>
    <message>
        <source>Decision tree</source>
        <translation>决策树</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Diabetes</source>
        <translation>糖尿病</translation>
    </message>
    <message>
        <source>Diabetes: lasso by consensus</source>
        <translation>糖尿病：共识 lasso</translation>
    </message>
    <message>
        <source>Digits on every engine</source>
        <translation>在每个引擎上识别手写数字</translation>
    </message>
    <message>
        <source>Digits zoo: ten models, every rule</source>
        <translation>手写数字动物园：十个模型，所有规则</translation>
    </message>
    <message>
        <source>Digits: four models</source>
        <translation>手写数字：四个模型</translation>
    </message>
    <message>
        <source>Digits: networks of PyTorch, a forest, a vote</source>
        <translation>手写数字：PyTorch 网络、一个森林和一次投票</translation>
    </message>
    <message>
        <source>Digits: ranks of PyTorch beside our averaging</source>
        <translation>手写数字：PyTorch 进程与我们的平均并排</translation>
    </message>
    <message>
        <source>Digits: ten clients, all alike</source>
        <translation>数字：十个同样的客户端</translation>
    </message>
    <message>
        <source>Digits: two digits per client, and the drift</source>
        <translation>数字：每个客户端两种数字，以及漂移</translation>
    </message>
    <message>
        <source>Dirichlet by class</source>
        <translation>按类别的狄利克雷</translation>
    </message>
    <message>
        <source>Dirichlet by client</source>
        <translation>按客户端的狄利克雷</translation>
    </message>
    <message>
        <source>Disagreement of the members</source>
        <translation>成员之间的分歧</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Distance to the optimum</source>
        <translation>到最优解的距离</translation>
    </message>
    <message>
        <source>Diversity is a matter between members: choose at least two models.</source>
        <translation>多样性存在于成员之间：请至少选择两个模型。</translation>
    </message>
    <message>
        <source>Diversity of two members</source>
        <translation>两个成员的多样性</translation>
    </message>
    <message>
        <source>Do not trust figures of this installation. Install the program again; if that does not help, send this report to the authors.</source>
        <translation>请勿相信此安装给出的数字。请重新安装本程序；如果仍无效，请将这份报告发送给作者。</translation>
    </message>
    <message>
        <source>Do not work: {broken}. Work: {working}.</source>
        <translation>不可用：{broken}。可用：{working}。</translation>
    </message>
    <message>
        <source>Draw with replacement</source>
        <translation>有放回抽样</translation>
    </message>
    <message>
        <source>Draws again until every client has so many; with 0 a client may stay without rows.</source>
        <translation>重新抽取，直到每个客户端都有这么多行；取 0 时，客户端可能没有任何行。</translation>
    </message>
    <message>
        <source>Each client keeps a model of its own and makes gradient steps; after them a spring draws it and a common centre towards each other. The centre is the result.</source>
        <translation>每个客户端保留自己的模型并做梯度步；之后一根“弹簧”把它和公共中心相互拉近。结果取中心。</translation>
    </message>
    <message>
        <source>Each client learns from its own rows until nothing changes; the server averages once. One round and the least traffic; far from the optimum where clients' data differ.</source>
        <translation>每个客户端用自己的行学习到不再变化为止，服务器只平均一次。只需一轮，通信量最小；当各客户端的数据不同时，离最优解较远。</translation>
    </message>
    <message>
        <source>Each client makes some gradient steps on its own rows; the server averages the models. With many steps on data that differ it settles beside the optimum (client drift).</source>
        <translation>每个客户端在自己的行上走若干梯度步，服务器对模型求平均。若各方数据不同而步数又多，它会停在最优解旁边（客户端漂移）。</translation>
    </message>
    <message>
        <source>Each client solves its own problem, held near the common model; the server averages, applies the penalty, and remembers in a price how far each one was off. It reaches the exact optimum in few rounds, also of a lasso, and knows when it is there.</source>
        <translation>每个客户端求解自己的问题，同时被拉向公共模型；服务器求平均、施加惩罚项，并用“价格”记住每个客户端偏离了多少。它只需少数几轮就能到达精确的最优解（套索回归也一样），并且知道自己何时到达。</translation>
    </message>
    <message>
        <source>Each holds one or two digits. A fifth of those drawn never answer, a tenth come too late, over mobile links.</source>
        <translation>每个只有一两个数字样本。被抽中的五分之一从不答复，十分之一来得太晚，走移动网络。</translation>
    </message>
    <message>
        <source>Each law is fitted by least squares to every single row, times on a logarithmic scale. Intervals are t intervals with rows minus parameters degrees of freedom, of profile type where a parameter sits on its bound. The law with the smallest AICc is taken. Beyond the largest count measured, its band says how far the points allow it to go; that the same law holds there is an assumption.</source>
        <translation>每个定律都按最小二乘法对每一行进行拟合，时间取对数。区间为 t 区间，自由度为行数减参数个数；参数处于边界时为剖面似然区间。采用 AICc 最小的定律。在所测的最大数量之外，其色带表示这些点允许它走多远；同一定律在那里仍成立只是一个假设。</translation>
    </message>
    <message>
        <source>Each member has one vote; the most frequent class wins.</source>
        <translation>每个成员一票；得票最多的类别胜出。</translation>
    </message>
    <message>
        <source>Each tree corrects the sum of those before it, on features cut into 255 steps. Often the best on large tables.</source>
        <translation>每棵树修正之前所有树之和，特征被划分为 255 级。在大型表格上往往表现最好。</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>Efficiency of adding numbers</source>
        <translation>数列求和的效率</translation>
    </message>
    <message>
        <source>Elastic averaging (EASGD)</source>
        <translation>弹性平均（EASGD）</translation>
    </message>
    <message>
        <source>Elasticity α</source>
        <translation>弹性系数 α</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>End growth once, twice in a row, what the second half of the members brought shows that ten more are not worth it, and better probabilities are within noise.</source>
        <translation>当连续两次，后一半成员带来的提升表明再加十个已不值得，并且概率的改善在噪声范围内时，结束生长。</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Engines: which one for which task length?</source>
        <translation>引擎：多长的任务用哪一个？</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Ensemble of different models</source>
        <translation>不同模型的集成</translation>
    </message>
    <message>
        <source>Ensemble of one kind, grown</source>
        <translation>同类集成的生长</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>训练轮数</translation>
    </message>
    <message>
        <source>Error of the average member</source>
        <translation>成员的平均误差</translation>
    </message>
    <message>
        <source>Error rate over repeats: bias and variance (Domingos)</source>
        <translation>多次重复的错误率：偏差与方差（Domingos）</translation>
    </message>
    <message>
        <source>Errors smaller than this cost nothing; in units of the target, or in its standard deviations where the target is scaled.</source>
        <translation>小于此值的误差不受惩罚；以目标值的单位计，目标值已缩放时则以其标准差计。</translation>
    </message>
    <message>
        <source>Every engine that is installed, with tasks from ten microseconds to a second: what handing out a task costs, and from which length on it pays.</source>
        <translation>每个已安装的引擎，任务时长从十微秒到一秒：分发一个任务要花多少，从多长的任务起才划算。</translation>
    </message>
    <message>
        <source>Every member is fitted once on the training rows of each outer split and predicts its test rows; every rule combines exactly these predictions. The score is the mean over the splits. Splits share training rows, so the interval is wider than the usual one.</source>
        <translation>每个成员在每个外层划分的训练行上拟合一次，并预测其测试行；每条规则组合的正是这些预测。得分是各划分的均值。各划分共用训练行，因此区间比通常的更宽。</translation>
    </message>
    <message>
        <source>Every member learns from its own draw of the rows, with replacement.</source>
        <translation>每个成员从自己有放回抽取的行中学习。</translation>
    </message>
    <message>
        <source>Every member learns from its own share of the rows, each row once.</source>
        <translation>每个成员从自己的一部分行中学习，每行一次。</translation>
    </message>
    <message>
        <source>Every member sees all rows and its own share of the features.</source>
        <translation>每个成员看到所有行和自己的一部分特征。</translation>
    </message>
    <message>
        <source>Every member sees its own share of the rows and of the features.</source>
        <translation>每个成员看到自己的一部分行和一部分特征。</translation>
    </message>
    <message>
        <source>Every message is serialised as it would be sent, and its bytes are counted: models down to the chosen clients, updates up from those that answer.</source>
        <translation>每条消息都像要发送那样序列化并计其字节：模型下发给选中的客户端，更新从应答的客户端上传。</translation>
    </message>
    <message>
        <source>Every number is rounded to one of a few levels, up or down by chance, so that it is right on average. Fewer levels are fewer bytes and more noise.</source>
        <translation>每个数都被随机向上或向下舍入到少数几个级别之一，因此平均而言是正确的。级别越少，字节越少，噪声越大。</translation>
    </message>
    <message>
        <source>Every number is sent exactly, in 8 bytes.</source>
        <translation>每个数都以 8 字节原样发送。</translation>
    </message>
    <message>
        <source>Every repeat times each worker count once, in a shuffled order. Timings of one repeat share the machine’s mood, so they are compared pair by pair: the speedup is the geometric mean of the ratios, and the interval is a t interval on their logarithms. Starting workers, placing data and the first use of each worker are left out.</source>
        <translation>每次重复按随机打乱的顺序对每个工作进程数各计时一次。同一次重复中的各次计时受机器同一状态的影响，因此成对比较：加速比是各比值的几何均值，区间是基于其对数的 t 区间。启动工作进程、放置数据以及每个工作进程的首次使用均不计入。</translation>
    </message>
    <message>
        <source>Every speedup is known within ± {width:.1f} % after {count} repeats.</source>
        <translation>经过 {count} 次重复，每个加速比的误差都在 ± {width:.1f} % 以内。</translation>
    </message>
    <message>
        <source>Everything works. Worth a look: {warned} of {looked} checks.</source>
        <translation>一切正常。{looked} 项检查中有 {warned} 项值得留意。</translation>
    </message>
    <message>
        <source>Everything works: {good} of {looked} checks hold.</source>
        <translation>一切正常：{looked} 项检查中有 {good} 项通过。</translation>
    </message>
    <message>
        <source>Expect little from more workers on this computer; smaller data per task help.</source>
        <translation>在本机上增加工作进程收益不大；减小每个任务的数据会有帮助。</translation>
    </message>
    <message>
        <source>Extra trees</source>
        <translation>极端随机树</translation>
    </message>
    <message>
        <source>Fastest is the count with the largest throughput by the law; worth it are workers down to 80 % efficiency. The range in brackets is what the lower and the upper edge of the law's band would say.</source>
        <translation>最快的是按定律吞吐量最大的数量；效率不低于 80 % 的工作进程才值得。括号中的范围是定律色带的下边缘和上边缘给出的答案。</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征数</translation>
    </message>
    <message>
        <source>Features tried at a split</source>
        <translation>每次分裂尝试的特征数</translation>
    </message>
    <message>
        <source>FedAdagrad</source>
        <translation>FedAdagrad</translation>
    </message>
    <message>
        <source>FedAdam</source>
        <translation>FedAdam</translation>
    </message>
    <message>
        <source>FedAvg</source>
        <translation>FedAvg</translation>
    </message>
    <message>
        <source>FedAvgM</source>
        <translation>FedAvgM</translation>
    </message>
    <message>
        <source>FedMedian</source>
        <translation>FedMedian</translation>
    </message>
    <message>
        <source>FedProx</source>
        <translation>FedProx</translation>
    </message>
    <message>
        <source>FedYogi</source>
        <translation>FedYogi</translation>
    </message>
    <message>
        <source>Fewest texts</source>
        <translation>最少文本数</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>First line names the columns</source>
        <translation>首行为列名</translation>
    </message>
    <message>
        <source>Fit a logistic regression to all training rows at once as well, where they fit into a worker’s memory.</source>
        <translation>若全部训练行放得进一个工作进程的内存，再用它们一次拟合一个逻辑回归。</translation>
    </message>
    <message>
        <source>Fit an intercept</source>
        <translation>拟合截距</translation>
    </message>
    <message>
        <source>Fits every model on every split of the data: accuracy of the models and speedup of the workers from one run.</source>
        <translation>在数据的每个划分上拟合每个模型：一次运行即可得到模型的准确率和工作进程的加速比。</translation>
    </message>
    <message>
        <source>Fits every model once on every split and inner fold, and combines their predictions by every rule: what each member adds, what it costs, and whether the gain is real.</source>
        <translation>在每次划分和每个内层折上只拟合每个模型一次，再用所有规则组合它们的预测：每个成员带来什么、代价多少、增益是否真实。</translation>
    </message>
    <message>
        <source>Fitting Amdahl’s law</source>
        <translation>拟合阿姆达尔定律</translation>
    </message>
    <message>
        <source>Fitting the Universal Scalability Law</source>
        <translation>拟合通用可扩展性定律</translation>
    </message>
    <message>
        <source>Five hundred clients with clipped and noisy updates, beside the same without noise: what ε costs in accuracy.</source>
        <translation>五百个客户端，更新经过裁剪并加噪声，旁边是不加噪声的同样学习：ε 让准确率付出多少代价。</translation>
    </message>
    <message>
        <source>Five models of very different kind on passages of Jane Austen’s novels, each learning from how often words occur, and rules that combine them. The cheapest model is the one to beat.</source>
        <translation>五种差异很大的模型用于简·奥斯汀小说的段落，每个都从词语出现的频率中学习；再加上把它们组合起来的规则。最省时的模型就是要超越的对手。</translation>
    </message>
    <message>
        <source>Fixes whatever this model leaves to chance. Empty takes the seed of the experiment.</source>
        <translation>固定此模型中的所有随机因素。留空则使用实验的随机种子。</translation>
    </message>
    <message>
        <source>Flipped labels</source>
        <translation>标签翻转</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder of crash reports</source>
        <translation>崩溃报告文件夹</translation>
    </message>
    <message>
        <source>Folder of temporary files</source>
        <translation>临时文件夹</translation>
    </message>
    <message>
        <source>Folder of the history</source>
        <translation>历史记录文件夹</translation>
    </message>
    <message>
        <source>Folder of the settings</source>
        <translation>设置文件夹</translation>
    </message>
    <message>
        <source>For each class, its shares over the clients are drawn from Dir(α). Clients differ in their classes and in size; some may stay empty.</source>
        <translation>对每个类别，从 Dir(α) 抽取它在各客户端中的份额。各客户端的类别和大小都不同；有些可能为空。</translation>
    </message>
    <message>
        <source>For each client, its mixture of classes is drawn from Dir(α · the shares of the classes), and rows by it without putting back. Clients are equally large; the last ones take what is left.</source>
        <translation>对每个客户端，从 Dir(α · 各类别的份额) 抽取它的类别混合比例，再据此不放回地抽取行。各客户端大小相等；最后的客户端得到剩下的行。</translation>
    </message>
    <message>
        <source>For how many rounds in a row the residuals must be small. With 1 it stops at the first, often several times farther from the optimum.</source>
        <translation>残差须连续多少轮保持很小。设为 1 则在第一次满足时就停止，此时离最优解往往要远好几倍。</translation>
    </message>
    <message>
        <source>Four hospitals fit one lasso without showing each other a row: consensus ADMM comes to the coefficients that scikit-learn finds with all of them.</source>
        <translation>四家医院互不出示任何一行，共同拟合一个 lasso：共识 ADMM 得到 scikit-learn 用全部数据求得的系数。</translation>
    </message>
    <message>
        <source>Four models of very different cost on handwritten digits: enough work per task for a second worker to pay.</source>
        <translation>在手写数字上使用四个开销差异很大的模型：每个任务的工作量足以让第二个工作进程带来收益。</translation>
    </message>
    <message>
        <source>Free some space: empty the bin, or delete what you need no more.</source>
        <translation>请腾出一些空间：清空回收站，或删除不再需要的文件。</translation>
    </message>
    <message>
        <source>Freedom C</source>
        <translation>正则化参数 C</translation>
    </message>
    <message>
        <source>From here on this run is not kept in the history. {reason}</source>
        <translation>从此处起，此运行不再保存到历史记录中。{reason}</translation>
    </message>
    <message>
        <source>From the columns</source>
        <translation>依据的列</translation>
    </message>
    <message>
        <source>From three worker counts and two repeats on, Amdahl's law and the Universal Scalability Law are fitted to all timings by least squares on their logarithms. The one with the smallest AICc is drawn: it predicts best for the parameters that it needs. The band is where the law itself may lie, in 95 % of such measurements. Intervals are t intervals, or of profile type where a parameter sits on its bound.</source>
        <translation>从三种工作进程数、两次重复起，阿姆达尔定律和通用可扩展性定律按最小二乘法对所有计时的对数进行拟合。画出的是 AICc 最小的一个：以它所需的参数而言预测得最好。色带表示定律本身可能所在的范围，对 95 % 的此类测量成立。区间为 t 区间；参数处于边界时为剖面似然区间。</translation>
    </message>
    <message>
        <source>From three worker counts and two repeats on, Gustafson’s law and the Universal Scalability Law are fitted to the work per second of all timings, by least squares on its logarithm. Gustafson’s s is the share of the time that is serial, the same on any number of workers; the other law also covers a serial part that grows with the problem. The one with the smaller AICc is drawn with its 95 % band.</source>
        <translation>从三种工作进程数、两次重复起，古斯塔夫森定律和通用可扩展性定律按最小二乘法对所有计时的每秒工作量的对数进行拟合。古斯塔夫森的 s 是串行时间所占的比例，对任何工作进程数都相同；另一定律还包括随问题增大的串行部分。画出的是 AICc 较小的一个及其 95 % 色带。</translation>
    </message>
    <message>
        <source>From which novel is the passage? A linear model, naive Bayes, a tree and a forest learn from how often words occur. The tree is always fully sure and drowns the others in a soft vote; a hard vote counts heads.</source>
        <translation>这段文字出自哪部小说？线性模型、朴素贝叶斯、决策树和森林从词语出现的频率中学习。决策树总是完全确信，在软投票中压过其他模型；硬投票则只数票数。</translation>
    </message>
    <message>
        <source>From which of six novels is this passage? 1,200 English texts of 40 to 75 words by one author, so that style tells little and words must. Every model learns from how often terms occur.</source>
        <translation>这段文字出自六部小说中的哪一部？同一位作者的 1,200 篇英文段落，每篇 40 至 75 个词，因此文风说明不了多少，只能看用词。每个模型都从词项出现的频率中学习。</translation>
    </message>
    <message>
        <source>From {low} to {high}: take {engine}{ties}.</source>
        <translation>从 {low} 到 {high}：用 {engine}{ties}。</translation>
    </message>
    <message>
        <source>Georges, Buytaert and Eeckhout: Statistically rigorous Java performance evaluation. OOPSLA 2007, section 3.</source>
        <translation>Georges、Buytaert 和 Eeckhout：Statistically rigorous Java performance evaluation。OOPSLA 2007，第 3 节。</translation>
    </message>
    <message>
        <source>Give each worker one thread: the same tasks then took {share:.0f} % of the time.</source>
        <translation>每个工作进程只用一个线程：同样的任务只用了 {share:.0f} % 的时间。</translation>
    </message>
    <message>
        <source>Give the address of the running cluster, such as {example}, or “local” for one on this computer.</source>
        <translation>请填写正在运行的集群的地址，例如 {example}；若使用这台计算机，请填写“local”。</translation>
    </message>
    <message>
        <source>Global consensus with a regulariser (7.1.1), split by rows (8.2), clients weighted by rows in loss and augmented term; ρ by residual balancing (3.4.1), over-relaxation (3.4.3).</source>
        <translation>带正则项的全局一致性（7.1.1），按行划分（8.2），客户端在损失和增广项中均按行数加权；ρ 按残差平衡调整（3.4.1），支持过松弛（3.4.3）。</translation>
    </message>
    <message>
        <source>Gloo over the loopback interface, one all-reduce of the whole gradient after each backward pass, not overlapped with it; float64.</source>
        <translation>Gloo 走回环接口，每次反向传播之后对整个梯度做一次全归约（all-reduce），不与反向传播重叠；float64。</translation>
    </message>
    <message>
        <source>Gossip</source>
        <translation>Gossip（去中心化）</translation>
    </message>
    <message>
        <source>Gradient boosting</source>
        <translation>梯度提升</translation>
    </message>
    <message>
        <source>Gradient boosting on features cut into steps, growing the leaf that gains most first, from the library of that name.</source>
        <translation>在分成若干级的特征上进行梯度提升，先生长收益最大的叶节点，来自同名的库。</translation>
    </message>
    <message>
        <source>Gradient boosting with second derivatives and penalised leaves, from the library of that name.</source>
        <translation>使用二阶导数和叶节点惩罚的梯度提升，来自同名的库。</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Greedy selection</source>
        <translation>贪心选择</translation>
    </message>
    <message>
        <source>Greedy selection and the super learner</source>
        <translation>贪心选择与超级学习器</translation>
    </message>
    <message>
        <source>Grown to all {members} members. A single split gives no interval, so nothing can be called flat: use several folds or repeats.</source>
        <translation>已生长到全部 {members} 个成员。单个划分给不出区间，因此无法判断是否平稳：请使用多折或重复。</translation>
    </message>
    <message>
        <source>Grown to all {members} members. From {half} to {members} members {change}: flat, so fewer would have done.</source>
        <translation>已生长到全部 {members} 个成员。从 {half} 个到 {members} 个成员，{change}：已经平稳，更少的成员也够用。</translation>
    </message>
    <message>
        <source>Grown to all {members} members. From {half} to {members} members {change}: more of them may still help.</source>
        <translation>已生长到全部 {members} 个成员。从 {half} 个到 {members} 个成员，{change}：更多成员可能仍有帮助。</translation>
    </message>
    <message>
        <source>Grown until flat: {members} members are enough. From {half} to {members} members {change}: a gain, but ten more would bring at most {most}, less than the {worth} that are worth it.</source>
        <translation>已生长到平稳：{members} 个成员就够了。从 {half} 个到 {members} 个成员，{change}：有所提升，但再加十个最多带来 {most}，少于值得的 {worth}。</translation>
    </message>
    <message>
        <source>Grown until flat: {members} members are enough. From {half} to {members} members {change}: more of them do harm here.</source>
        <translation>已生长到平稳：{members} 个成员就够了。从 {half} 个到 {members} 个成员，{change}：在这里更多成员反而有害。</translation>
    </message>
    <message>
        <source>Grown until flat: {members} members are enough. From {half} to {members} members {change}: within noise, and ten more would bring at most {most}.</source>
        <translation>已生长到平稳：{members} 个成员就够了。从 {half} 个到 {members} 个成员，{change}：在噪声范围内，再加十个最多带来 {most}。</translation>
    </message>
    <message>
        <source>Grows an ensemble member by member on every split of the data: what each further member adds, what it costs, and when there are enough.</source>
        <translation>在数据的每个划分上逐个成员地生长集成：每个新成员增加了什么，代价是多少，何时已经足够。</translation>
    </message>
    <message>
        <source>Growth, and when it stops</source>
        <translation>生长，以及何时停止</translation>
    </message>
    <message>
        <source>Gustafson's law</source>
        <translation>古斯塔夫森定律</translation>
    </message>
    <message>
        <source>Gustafson's law fits best: {share:.1f} % of the time is serial ({low:.1f}–{high:.1f} %) on any number of workers, so each further one adds {gain:.3g} to the scaled speedup ({least:.3g}–{most:.3g}).</source>
        <translation>古斯塔夫森定律拟合得最好：对任何工作进程数，都有 {share:.1f} % 的时间是串行的（{low:.1f}–{high:.1f} %），因此每增加一个工作进程，缩放加速比增加 {gain:.3g}（{least:.3g}–{most:.3g}）。</translation>
    </message>
    <message>
        <source>Gustafson, CACM 31(5), 1988; Gunther: Guerrilla Capacity Planning, Springer 2007, chapter 4; bands: Bates and Watts 1988, section 2.3.</source>
        <translation>Gustafson，CACM 31(5)，1988；Gunther：Guerrilla Capacity Planning，Springer 2007，第 4 章；色带：Bates 与 Watts 1988，第 2.3 节。</translation>
    </message>
    <message>
        <source>Gustafson: Reevaluating Amdahl’s law. CACM 31(5), 1988; intervals: Georges, Buytaert and Eeckhout, OOPSLA 2007, section 3.</source>
        <translation>Gustafson：Reevaluating Amdahl’s law，CACM 31(5)，1988；区间：Georges、Buytaert 与 Eeckhout，OOPSLA 2007，第 3 节。</translation>
    </message>
    <message>
        <source>Gustafson’s law</source>
        <translation>古斯塔夫森定律</translation>
    </message>
    <message>
        <source>Gustafson’s law: a job that grows</source>
        <translation>古斯塔夫森定律：会增大的作业</translation>
    </message>
    <message>
        <source>Handing out (ms)</source>
        <translation>分发 (ms)</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>Hard vote</source>
        <translation>硬投票</translation>
    </message>
    <message>
        <source>Hard vote on iris</source>
        <translation>鸢尾花上的硬投票</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层数</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>Histogram gradient boosting</source>
        <translation>直方图梯度提升</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Hostile clients f</source>
        <translation>敌意客户端数 f</translation>
    </message>
    <message>
        <source>How dearly training errors are paid. Larger values fit the training rows more closely and take longer.</source>
        <translation>对训练误差的惩罚程度。值越大，对训练行拟合得越紧密，用时也越长。</translation>
    </message>
    <message>
        <source>How differently members err</source>
        <translation>成员的错误有多不同</translation>
    </message>
    <message>
        <source>How far a client goes towards the centre in a round. Left empty, β divided by the number of clients, as in the paper.</source>
        <translation>客户端在每一轮里向中心移动多远。留空则为 β 除以客户端数，与论文一致。</translation>
    </message>
    <message>
        <source>How far a row's influence reaches: by the number of features and their variance (scale) or by their number alone (auto).</source>
        <translation>一行的影响范围：由特征数及其方差决定（scale），或仅由特征数决定（auto）。</translation>
    </message>
    <message>
        <source>How far apart the classes lie; smaller is harder.</source>
        <translation>各类别之间的距离；越小越难区分。</translation>
    </message>
    <message>
        <source>How far one gradient step goes. Too large, and learning diverges.</source>
        <translation>一个梯度步走多远。太大则学习会发散。</translation>
    </message>
    <message>
        <source>How far one such step goes; the solver needs none.</source>
        <translation>这样的一步走多远；求解器不需要它。</translation>
    </message>
    <message>
        <source>How far probabilities hold</source>
        <translation>概率有多可信</translation>
    </message>
    <message>
        <source>How far the centre goes towards the clients' mean in a round.</source>
        <translation>中心在每一轮里向各客户端均值移动多远。</translation>
    </message>
    <message>
        <source>How far the common model is from the pooled optimum. A strategy that stops at a distance has another fixed point: more rounds do not help it.</source>
        <translation>共同模型离集中最优解有多远。停在一定距离处的策略有另一个不动点：更多轮次也无济于事。</translation>
    </message>
    <message>
        <source>How far the disease had progressed after a year, by ten measures of the patient. Noisy: no model explains much more than half.</source>
        <translation>根据患者的十项测量值预测一年后的病情进展。噪声较大：任何模型能解释的部分都不会远超一半。</translation>
    </message>
    <message>
        <source>How far the server goes along what the clients found; 1 takes it as is.</source>
        <translation>服务器沿客户端所得结果走多远；1 表示照原样采用。</translation>
    </message>
    <message>
        <source>How freely the weights may grow. Smaller values hold them closer to zero and guard against overfitting.</source>
        <translation>权重可以增长的自由程度。值越小，权重越贴近零，越能防止过拟合。</translation>
    </message>
    <message>
        <source>How letters are stored. Choose latin-1 if ä or é look wrong.</source>
        <translation>字符的存储方式。如果 ä 或 é 显示不正确，请选择 latin-1。</translation>
    </message>
    <message>
        <source>How likely the first is worse than the second, practically equal to it, or better. Differences within the region of practical equivalence (ROPE) count as none.</source>
        <translation>第一个比第二个更差、实际等同或更好的可能性各有多大。实际等效区间（ROPE）内的差异视为没有差异。</translation>
    </message>
    <message>
        <source>How likely two clients of the random graph are linked. Left empty, 2 ln n / n: enough to be connected as a rule.</source>
        <translation>随机图中两个客户端相连的概率。留空则取 2 ln n / n：通常足以连通。</translation>
    </message>
    <message>
        <source>How long a task is on its way to a worker, and back again.</source>
        <translation>一个任务到达工作进程以及返回各需多久。</translation>
    </message>
    <message>
        <source>How long each text is; short ones are harder to place.</source>
        <translation>每篇文本的长度；短的更难归类。</translation>
    </message>
    <message>
        <source>How long the program needs to hand out one task. With many workers it cannot keep all of them busy.</source>
        <translation>程序分发一个任务需要多久。工作进程很多时，它无法让所有的都忙起来。</translation>
    </message>
    <message>
        <source>How long the rounds would take over such links: a model of latency and bandwidth, not a measurement.</source>
        <translation>各轮在这样的链路上需要多久：按延迟与带宽的模型计算，不是测量。</translation>
    </message>
    <message>
        <source>How many classes, equally frequent.</source>
        <translation>有多少个类别，各类别出现频率相同。</translation>
    </message>
    <message>
        <source>How many columns tell the classes apart; the rest is noise.</source>
        <translation>有多少列能区分类别；其余为噪声。</translation>
    </message>
    <message>
        <source>How many columns, informative and noise together.</source>
        <translation>共有多少列，包括有效特征和噪声。</translation>
    </message>
    <message>
        <source>How many examples are made.</source>
        <translation>生成多少个样本。</translation>
    </message>
    <message>
        <source>How many features each tree sees, as a share of all.</source>
        <translation>每棵树看到的特征数占总特征数的比例。</translation>
    </message>
    <message>
        <source>How many further folds</source>
        <translation>还需要多少折</translation>
    </message>
    <message>
        <source>How many further splits it would take to see a difference of the size before the arrow, if the scores scatter as they did.</source>
        <translation>如果得分仍如此分散，要看到箭头之前大小的差异还需要多少划分。</translation>
    </message>
    <message>
        <source>How many gradient steps each client makes in a round.</source>
        <translation>每个客户端在一轮中走多少个梯度步。</translation>
    </message>
    <message>
        <source>How many groups there are. A few hold most of the rows.</source>
        <translation>有多少个组。少数几组拥有大部分行。</translation>
    </message>
    <message>
        <source>How many layers stand one after another.</source>
        <translation>依次排列多少层。</translation>
    </message>
    <message>
        <source>How many leaves each tree may have.</source>
        <translation>每棵树最多可以有多少个叶节点。</translation>
    </message>
    <message>
        <source>How many members each split gets before the curve is looked at again. Workers wait for each other at the end of a step.</source>
        <translation>每个划分得到多少成员后再次查看曲线。在一步结束时工作进程互相等待。</translation>
    </message>
    <message>
        <source>How many members of each kind there are, which differ by their seed and by the files that they learn from.</source>
        <translation>每种有多少个成员；它们的种子和所学习的文件各不相同。</translation>
    </message>
    <message>
        <source>How many of its rows a client takes for one gradient; 0 takes all.</source>
        <translation>客户端计算一次梯度时取多少行；0 表示取全部。</translation>
    </message>
    <message>
        <source>How many of the best are averaged; if empty, all but f.</source>
        <translation>对最好的多少个求平均；留空则为除 f 个以外的全部。</translation>
    </message>
    <message>
        <source>How many of the nearest rows are asked; never more than a fold has for training. Few follow every detail, many smooth it away.</source>
        <translation>参考多少个最近的行；不会超过一折中可用于训练的行数。太少会拟合每个细节，太多会抹平许多细节。</translation>
    </message>
    <message>
        <source>How many parties hold a part of the rows each.</source>
        <translation>有多少方各持有一部分行。</translation>
    </message>
    <message>
        <source>How many points of a picture belong to the set. Rows in the middle take much longer than those at the edge: teaches imbalance, and that more and smaller tasks even it out.</source>
        <translation>图中有多少点属于该集合。中间的行比边上的慢得多：说明不均衡，以及更多更小的任务会使它变得均衡。</translation>
    </message>
    <message>
        <source>How many poisoned updates must be borne; 2f + 3 clients are needed.</source>
        <translation>必须经受多少个被投毒的更新；需要 2f + 3 个客户端。</translation>
    </message>
    <message>
        <source>How many proximal gradient steps a client makes where there is an L1 penalty; without one a solver goes to convergence.</source>
        <translation>有 L1 惩罚时，客户端走多少个近端梯度步；没有时，求解器会一直求到收敛。</translation>
    </message>
    <message>
        <source>How many rows each step looks at: fewer make more steps in an epoch, more make each of them steadier.</source>
        <translation>每一步查看多少行：越少，一轮中的步数越多；越多，每一步越稳定。</translation>
    </message>
    <message>
        <source>How many rows each tree sees, as a share of all.</source>
        <translation>每棵树看到的行数占总行数的比例。</translation>
    </message>
    <message>
        <source>How many send something harmful instead.</source>
        <translation>有多少个发送有害的内容。</translation>
    </message>
    <message>
        <source>How many small patterns the first convolution looks for; the second looks for twice as many.</source>
        <translation>第一个卷积层寻找多少种小图案；第二个寻找其两倍。</translation>
    </message>
    <message>
        <source>How many small trees at most follow each other.</source>
        <translation>最多依次生成多少棵小树。</translation>
    </message>
    <message>
        <source>How many texts are made.</source>
        <translation>生成多少篇文本。</translation>
    </message>
    <message>
        <source>How many times a member is added.</source>
        <translation>加入成员的次数。</translation>
    </message>
    <message>
        <source>How many times an honest update's length it is.</source>
        <translation>是诚实更新长度的多少倍。</translation>
    </message>
    <message>
        <source>How many times slower</source>
        <translation>慢多少倍</translation>
    </message>
    <message>
        <source>How many topics, equally frequent.</source>
        <translation>主题的数目，各主题出现得一样多。</translation>
    </message>
    <message>
        <source>How many trees follow each other; with several classes, one tree for each class in each round.</source>
        <translation>依次生成多少棵树；有多个类别时，每轮为每个类别生成一棵树。</translation>
    </message>
    <message>
        <source>How many trees vote. More are steadier and take longer in proportion.</source>
        <translation>参与投票的树的数量。越多越稳定，用时也按比例增加。</translation>
    </message>
    <message>
        <source>How many units each hidden layer has; more learn more.</source>
        <translation>每个隐藏层有多少个单元；越多学习能力越强。</translation>
    </message>
    <message>
        <source>How many whole numbers, from 0, are squared.</source>
        <translation>计算从 0 开始的多少个整数的平方。</translation>
    </message>
    <message>
        <source>How members come to differ: by their draw of rows or features, or, under boosting, by correcting those before them.</source>
        <translation>成员如何变得不同：通过各自抽取的行或特征，或者在提升中通过纠正之前的成员。</translation>
    </message>
    <message>
        <source>How much Parquet is made, from the seed, before the first run, and used again by later ones. More than fits into memory is meant.</source>
        <translation>首次运行前由种子生成多少 Parquet 数据，之后的运行会再次使用。本意就是多于内存所能容纳的量。</translation>
    </message>
    <message>
        <source>How much each tree may correct. Smaller is steadier and needs more trees.</source>
        <translation>每棵树可以修正多少。值越小越稳定，但需要更多的树。</translation>
    </message>
    <message>
        <source>How much of the clients is left out at either end, rounded down to whole clients. At least the share that may be hostile.</source>
        <translation>两端各舍去多大比例的客户端，向下取整到整数个。至少应等于可能有敌意的比例。</translation>
    </message>
    <message>
        <source>How much of the last move is kept.</source>
        <translation>保留上一次移动的多少。</translation>
    </message>
    <message>
        <source>How much of the last move is kept; in the long run the server goes 1/(1 − β) times as far.</source>
        <translation>保留上一次移动的多少；长期来看，服务器会走 1/(1 − β) 倍远。</translation>
    </message>
    <message>
        <source>How much of the members is left out at either end, rounded down to whole members.</source>
        <translation>两端各去掉多少比例的成员，向下取整为整个成员。</translation>
    </message>
    <message>
        <source>How often each square is computed, to make a task last longer.</source>
        <translation>每个平方计算多少次，用于延长任务的时间。</translation>
    </message>
    <message>
        <source>How often each term counts as seen in each class beforehand, so that one never met in a class does not rule it out.</source>
        <translation>事先假定每个词项在每一类中已出现的次数，使某类中从未出现的词项不会把该类完全排除。</translation>
    </message>
    <message>
        <source>How often training goes through all rows. It does not end earlier.</source>
        <translation>训练遍历所有行的次数。不会提前结束。</translation>
    </message>
    <message>
        <source>How slowly the size of each coordinate's moves is forgotten.</source>
        <translation>各坐标移动幅度被遗忘得多慢。</translation>
    </message>
    <message>
        <source>How small the residuals must be, as a share of the model's and the prices' own size.</source>
        <translation>残差须小到什么程度，以相对于模型和价格自身大小的比例表示。</translation>
    </message>
    <message>
        <source>How small the residuals must be, per parameter.</source>
        <translation>残差须小到什么程度（按每个参数计）。</translation>
    </message>
    <message>
        <source>How strongly a client is held near the common model. It changes the number of rounds, not where they lead.</source>
        <translation>客户端被拉向公共模型的力度。它只影响轮数，不影响最终结果。</translation>
    </message>
    <message>
        <source>How strongly a client is held near the server's model.</source>
        <translation>客户端被多强地拉在服务器模型附近。</translation>
    </message>
    <message>
        <source>How strongly large corrections are punished.</source>
        <translation>对大幅修正的惩罚强度。</translation>
    </message>
    <message>
        <source>How strongly large weights are punished.</source>
        <translation>对大权重的惩罚强度。</translation>
    </message>
    <message>
        <source>How strongly large weights are punished; 0 is plain linear regression.</source>
        <translation>对大权重的惩罚强度；0 即普通线性回归。</translation>
    </message>
    <message>
        <source>How the difference of two rows is measured; minkowski is the straight line.</source>
        <translation>如何度量两行之间的差异；minkowski 为直线距离。</translation>
    </message>
    <message>
        <source>How the purity of the two sides is judged.</source>
        <translation>如何衡量两侧的纯度。</translation>
    </message>
    <message>
        <source>How the training rows are dealt to the clients: alike for all, or so that each sees little of the whole.</source>
        <translation>训练行如何分给客户端：人人相同，或各自只见一小部分。</translation>
    </message>
    <message>
        <source>How well an attack on the finished model tells rows that it learned from.</source>
        <translation>对完成的模型发起攻击，能多好地认出它学过的行。</translation>
    </message>
    <message>
        <source>However many workers there are, it will not be more than {speedup:.3g} times as fast as one.</source>
        <translation>无论有多少工作进程，都不会超过一个的 {speedup:.3g} 倍。</translation>
    </message>
    <message>
        <source>IID</source>
        <translation>独立同分布（IID）</translation>
    </message>
    <message>
        <source>In consensus ADMM the primal residual is how far clients' models are from the common one, the dual residual how far that still moves. Both small: solved.</source>
        <translation>在一致性 ADMM 中，原始残差是各客户端模型离共同模型有多远，对偶残差是共同模型还在移动多少。两者都小即已解出。</translation>
    </message>
    <message>
        <source>In pasting and patches: how many rows a member sees, as a share of all.</source>
        <translation>在粘贴和随机块中：一个成员看到多少行，占全部的比例。</translation>
    </message>
    <message>
        <source>In so many rounds ρ doubles or halves where one residual is ten times the other. 0 keeps it fixed.</source>
        <translation>在最初这么多轮里，若一个残差是另一个的十倍，ρ 就加倍或减半。0 表示保持不变。</translation>
    </message>
    <message>
        <source>In subspaces and patches: how many features a member sees, as a share of all.</source>
        <translation>在子空间和随机块中：一个成员看到多少特征，占全部的比例。</translation>
    </message>
    <message>
        <source>In the law “{law}”, {parameter} is at its bound ({value:g}): its interval is one-sided, and the law may be simpler than its name.</source>
        <translation>在定律“{law}”中，{parameter} 处于边界（{value:g}）：它的区间是单侧的，实际的定律可能更简单。</translation>
    </message>
    <message>
        <source>In {run} there is no score on every fold of {failed}. Leave these rows out, or run again.</source>
        <translation>在{run}中，{failed} 并非每一折都有得分。请去掉这些行，或重新运行。</translation>
    </message>
    <message>
        <source>Informative features</source>
        <translation>有效特征数</translation>
    </message>
    <message>
        <source>Inside tasks, but not computing: no core was free, or the task was blocked.</source>
        <translation>在任务之内但没有计算：没有空闲核心，或任务被阻塞。</translation>
    </message>
    <message>
        <source>Install a font that has them (on Debian and Ubuntu: fonts-noto-cjk), or choose another language under View → Language.</source>
        <translation>请安装包含这些字符的字体（Debian 和 Ubuntu 上为 fonts-noto-cjk），或在“视图 → 语言”中选择其他语言。</translation>
    </message>
    <message>
        <source>Install the libraries that Qt needs (on Debian and Ubuntu: libegl1, libxkbcommon0, libxcb-cursor0), or install the program again. The terminal works without it.</source>
        <translation>请安装 Qt 所需的库（Debian 和 Ubuntu 上为 libegl1、libxkbcommon0、libxcb-cursor0），或重新安装本程序。终端不需要它。</translation>
    </message>
    <message>
        <source>Install the program again. If that does not help, send this report.</source>
        <translation>请重新安装本程序。如果仍无效，请发送这份报告。</translation>
    </message>
    <message>
        <source>Instead of a number of steps, how often each client goes through its rows in a round; 0 counts steps.</source>
        <translation>不按步数，而按每个客户端在一轮中把自己的行过多少遍；0 表示按步数。</translation>
    </message>
    <message>
        <source>Intervals as for scores: Nadeau and Bengio, Machine Learning 52, 2003.</source>
        <translation>区间同得分：Nadeau, Bengio, Machine Learning 52, 2003。</translation>
    </message>
    <message>
        <source>Into how many pieces the problem is cut. Few pieces cannot keep many workers busy; many tiny ones cost more to hand out than to compute.</source>
        <translation>问题被切成多少块。块太少无法让许多工作进程都忙起来；许多很小的块，分派比计算更花时间。</translation>
    </message>
    <message>
        <source>Iris flowers</source>
        <translation>鸢尾花</translation>
    </message>
    <message>
        <source>Iris: does a soft vote pay?</source>
        <translation>鸢尾花：软投票值得吗？</translation>
    </message>
    <message>
        <source>Iris: three models and a vote</source>
        <translation>鸢尾花：三个模型和一次投票</translation>
    </message>
    <message>
        <source>It did not run on {workers} processes of its own.</source>
        <translation>它没有在 {workers} 个独立进程上运行。</translation>
    </message>
    <message>
        <source>It ended before all of its tasks were done.</source>
        <translation>它在所有任务完成之前就结束了。</translation>
    </message>
    <message>
        <source>It goes when the program ends, or at its next start. Please send this report to the authors.</source>
        <translation>它会在程序结束时或下次启动时消失。请将这份报告发送给作者。</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>Its score is not known.</source>
        <translation>它的得分未知。</translation>
    </message>
    <message>
        <source>Its workers cannot be used: {error}</source>
        <translation>它的工作进程不可用：{error}</translation>
    </message>
    <message>
        <source>Its workers did not answer within {seconds:g} s.</source>
        <translation>它的工作进程在 {seconds:g} 秒内没有应答。</translation>
    </message>
    <message>
        <source>Jane Austen’s novels</source>
        <translation>简·奥斯汀的小说</translation>
    </message>
    <message>
        <source>Joint learning</source>
        <translation>联合学习</translation>
    </message>
    <message>
        <source>Joint learning keeps one part of the rows for testing: choose a hold-out, once.</source>
        <translation>联合学习留出一部分行用于测试：请选择留出法，一次。</translation>
    </message>
    <message>
        <source>Joint learning takes numbers, and these data are texts: their terms would have to be agreed on by all clients first. Choose other data, or compare models on the texts by cross-validation.</source>
        <translation>联合学习需要数值，而这些数据是文本：各客户端得先就词项达成一致。请选择其他数据，或用交叉验证比较这些文本上的模型。</translation>
    </message>
    <message>
        <source>Karimireddy and others: SCAFFOLD. ICML 2020.</source>
        <translation>Karimireddy 等：SCAFFOLD. ICML 2020.</translation>
    </message>
    <message>
        <source>Karp and Flatt: Measuring parallel processor performance. CACM 33(5), 1990.</source>
        <translation>Karp 与 Flatt：Measuring parallel processor performance。CACM 33(5)，1990。</translation>
    </message>
    <message>
        <source>Karp and Flatt’s metric</source>
        <translation>卡普–弗拉特指标</translation>
    </message>
    <message>
        <source>Keep a share of 0 (none) to below 1 of the rows for testing.</source>
        <translation>留作测试的比例应从 0（不留）到小于 1。</translation>
    </message>
    <message>
        <source>Kernel width</source>
        <translation>核宽度</translation>
    </message>
    <message>
        <source>Krogh and Vedelsby, NIPS 7, 1995; Ueda and Nakano, ICNN 1996; Domingos, ICML 2000.</source>
        <translation>Krogh, Vedelsby, NIPS 7, 1995；Ueda, Nakano, ICNN 1996；Domingos, ICML 2000。</translation>
    </message>
    <message>
        <source>Krum</source>
        <translation>Krum</translation>
    </message>
    <message>
        <source>Krum bears {f} hostile clients among {needed} or more, not among {clients}. Set f to {most} at most, or have more clients.</source>
        <translation>Krum 要经受 {f} 个敌意客户端，至少需要 {needed} 个客户端，而不是 {clients} 个。请把 f 设为至多 {most}，或使用更多客户端。</translation>
    </message>
    <message>
        <source>Krum needs 3 clients or more, not {clients}.</source>
        <translation>Krum 需要 3 个或更多客户端，而不是 {clients} 个。</translation>
    </message>
    <message>
        <source>Kuncheva and Whitaker, Machine Learning 51, 2003.</source>
        <translation>Kuncheva, Whitaker, Machine Learning 51, 2003。</translation>
    </message>
    <message>
        <source>Large arrays are swept again and again; there is next to nothing to compute. Teaches why more cores stop helping: they share one way to the memory, and wait for it without being idle.</source>
        <translation>反复扫过大数组，几乎没有计算。说明为什么更多的核心不再有用：它们共用同一条通往内存的路，并且等待时并不显得空闲。</translation>
    </message>
    <message>
        <source>Large data go through files instead, which is slower. In a container, start it with more shared memory (--shm-size=1g).</source>
        <translation>大数据将改用文件传递，速度较慢。若在容器中，请以更大的共享内存启动（--shm-size=1g）。</translation>
    </message>
    <message>
        <source>Large data: group, join and scale</source>
        <translation>大数据：分组、连接与缩放</translation>
    </message>
    <message>
        <source>Large data: group, join, scale</source>
        <translation>大数据：分组、连接、缩放</translation>
    </message>
    <message>
        <source>Large data: learn file by file</source>
        <translation>大数据：逐个文件学习</translation>
    </message>
    <message>
        <source>Larger values keep the weights smaller. 0 leaves it out.</source>
        <translation>值越大，权重越小。0 表示不用。</translation>
    </message>
    <message>
        <source>Larger values set more weights to zero. 0 leaves it out.</source>
        <translation>值越大，越多权重变为零。0 表示不用。</translation>
    </message>
    <message>
        <source>Lasso by consensus of four clients</source>
        <translation>四个客户端的共识 lasso</translation>
    </message>
    <message>
        <source>Latency (ms)</source>
        <translation>延迟 (ms)</translation>
    </message>
    <message>
        <source>Laws and their intervals</source>
        <translation>定律及其区间</translation>
    </message>
    <message>
        <source>Layers of simple units, trained by {library} in many small steps for a fixed number of epochs.</source>
        <translation>由简单单元组成的若干层，用 {library} 以许多小步训练固定的轮数。</translation>
    </message>
    <message>
        <source>Layers of simple units, trained in many small steps. Flexible, and slower than most on small tables.</source>
        <translation>由简单单元组成的多层结构，以许多小步训练。灵活，但在小型表格上比多数模型慢。</translation>
    </message>
    <message>
        <source>Learn the target at mean 0 and standard deviation 1; predictions are turned back into its units. Large targets are learned badly without it.</source>
        <translation>将目标值变换为均值 0、标准差 1 后学习；预测值再变换回原单位。不缩放时，数值大的目标很难学好。</translation>
    </message>
    <message>
        <source>Learning diverged: in round {round} no client's update was finite.</source>
        <translation>学习发散：第 {round} 轮没有任何客户端的更新是有限的数。</translation>
    </message>
    <message>
        <source>Learning diverged: in round {round} the objective is no longer finite.</source>
        <translation>学习发散了：第 {round} 轮时目标函数不再是有限的数。</translation>
    </message>
    <message>
        <source>Learning diverged: the objective began at {start:.3g} and is {now:.3g} in round {round}.</source>
        <translation>学习发散了：目标函数开始时为 {start:.3g}，到第 {round} 轮为 {now:.3g}。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate η</source>
        <translation>学习率 η</translation>
    </message>
    <message>
        <source>Learning stops before a round that would exceed it.</source>
        <translation>会超出预算的那一轮之前停止学习。</translation>
    </message>
    <message>
        <source>Leave n_jobs at 1: the program’s own workers do not need it. Then install the program again, or send this report.</source>
        <translation>请将 n_jobs 保持为 1：本程序自己的工作进程不需要它。然后重新安装本程序，或发送这份报告。</translation>
    </message>
    <message>
        <source>Left out of a quick self-check.</source>
        <translation>快速自检不包含此项。</translation>
    </message>
    <message>
        <source>Let chunks grow: many tasks then travel at once.</source>
        <translation>让分块变大：一次发送许多任务。</translation>
    </message>
    <message>
        <source>Let the computer cool down and keep its air free.</source>
        <translation>请让计算机冷却，并保持通风口畅通。</translation>
    </message>
    <message>
        <source>Let the prediction be other than zero where all features are.</source>
        <translation>当所有特征为零时，允许预测值不为零。</translation>
    </message>
    <message>
        <source>Letters of the language</source>
        <translation>界面语言的文字</translation>
    </message>
    <message>
        <source>Levels of qsgd</source>
        <translation>qsgd 的级数</translation>
    </message>
    <message>
        <source>LightGBM</source>
        <translation>LightGBM</translation>
    </message>
    <message>
        <source>Likely cause: {cause}.</source>
        <translation>可能的原因：{cause}。</translation>
    </message>
    <message>
        <source>Likely causes: {first}; {second}.</source>
        <translation>可能的原因：{first}；{second}。</translation>
    </message>
    <message>
        <source>Line {line} cannot be read: {error}.</source>
        <translation>第 {line} 行无法读取：{error}。</translation>
    </message>
    <message>
        <source>Line {line} has {found} cells, the first has {width}.</source>
        <translation>第 {line} 行有 {found} 个单元格，第一行有 {width} 个。</translation>
    </message>
    <message>
        <source>Line {line} is cut into {cells} instead of {width} cells (such lines in all: {count}). Check the separator, or correct the file.</source>
        <translation>第 {line} 行被分成 {cells} 个单元格，而不是 {width} 个（此类行共 {count} 行）。请检查分隔符，或修正文件。</translation>
    </message>
    <message>
        <source>Line {line} is no UTF-8 text: save the file as UTF-8.</source>
        <translation>第 {line} 行不是 UTF-8 文本：请将文件保存为 UTF-8。</translation>
    </message>
    <message>
        <source>Line {line} is not UTF-8, so the file is read as {encoding}: check that letters such as ä or é look right.</source>
        <translation>第 {line} 行不是 UTF-8，因此文件按 {encoding} 读取：请检查 ä 或 é 等字母是否显示正确。</translation>
    </message>
    <message>
        <source>Line {line} of “{file}” is not UTF-8. Save the file as UTF-8, or set its encoding to latin-1.</source>
        <translation>“{file}”的第 {line} 行不是 UTF-8。请将文件保存为 UTF-8，或将其编码设为 latin-1。</translation>
    </message>
    <message>
        <source>Line {line}: the size is “{size}”, but “{other}” in line {where} for the same {workers} workers. Keep the rows of one size.</source>
        <translation>第 {line} 行：规模为“{size}”，但第 {where} 行对同样的 {workers} 个工作进程为“{other}”。请只保留同一规模的行。</translation>
    </message>
    <message>
        <source>Line {line}: the size is “{size}”, but “{other}” in line {where}. Seconds of problems of different size say nothing of speedup: give the work per second as “throughput”.</source>
        <translation>第 {line} 行：规模为“{size}”，但第 {where} 行为“{other}”。不同规模问题的秒数不能说明加速比：请以“throughput”给出每秒的工作量。</translation>
    </message>
    <message>
        <source>Line {line}: “{cell}” is no number of workers, which is whole and at least 1.</source>
        <translation>第 {line} 行：“{cell}”不是工作进程数，它应是不小于 1 的整数。</translation>
    </message>
    <message>
        <source>Line {line}: “{cell}” is no positive, finite number. Correct it, or leave the line out.</source>
        <translation>第 {line} 行：“{cell}”不是正的有限数。请改正，或去掉此行。</translation>
    </message>
    <message>
        <source>Linear SVM</source>
        <translation>线性支持向量机</translation>
    </message>
    <message>
        <source>Linear regression</source>
        <translation>线性回归</translation>
    </message>
    <message>
        <source>Linear regression that holds its weights small: steadier when features resemble each other or rows are few.</source>
        <translation>使权重保持较小的线性回归：在特征彼此相似或行数较少时更稳定。</translation>
    </message>
    <message>
        <source>List scheduling: Graham, SIAM Journal on Applied Mathematics 17(2), 1969.</source>
        <translation>列表调度：Graham，SIAM Journal on Applied Mathematics 17(2)，1969。</translation>
    </message>
    <message>
        <source>Local epochs E</source>
        <translation>本地轮次 E</translation>
    </message>
    <message>
        <source>Local steps K</source>
        <translation>本地步数 K</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>逻辑回归</translation>
    </message>
    <message>
        <source>Logistic regression (SGD)</source>
        <translation>逻辑回归（SGD）</translation>
    </message>
    <message>
        <source>Logistic regression on all rows at once</source>
        <translation>一次拟合全部行的逻辑回归</translation>
    </message>
    <message>
        <source>Longer updates are shortened to this before noise is added.</source>
        <translation>更长的更新先缩短到这个长度，再加噪声。</translation>
    </message>
    <message>
        <source>Longest run</source>
        <translation>最长连续长度</translation>
    </message>
    <message>
        <source>Longest update (clip)</source>
        <translation>更新的最大长度（裁剪）</translation>
    </message>
    <message>
        <source>Look whether a virus scanner or a limit keeps programs from starting processes; if not, install the program again. The engine “threads” works meanwhile.</source>
        <translation>请检查是否有杀毒软件或限制阻止程序启动进程；如果没有，请重新安装本程序。其间可使用引擎“threads”。</translation>
    </message>
    <message>
        <source>Looks at how terms are shared out in all other classes. Often the best of the fast models for texts, and steadier where classes differ in size.</source>
        <translation>看词项在其他所有类别中的分布。往往是文本上最好的快速模型，在各类大小不一时也更稳定。</translation>
    </message>
    <message>
        <source>Looks at no feature and guesses from the classes alone. A model that is no better has learned nothing.</source>
        <translation>不看任何特征，仅根据类别猜测。不比它更好的模型等于什么也没学到。</translation>
    </message>
    <message>
        <source>MB per task</source>
        <translation>每个任务的 MB</translation>
    </message>
    <message>
        <source>MLP ({library})</source>
        <translation>MLP（{library}）</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作</translation>
    </message>
    <message>
        <source>Made from a random sample of {most} of {rows} rows.</source>
        <translation>取自 {rows} 行中随机抽取的 {most} 行。</translation>
    </message>
    <message>
        <source>Made-up texts, Chinese</source>
        <translation>生成的文本（中文）</translation>
    </message>
    <message>
        <source>Made-up texts, English</source>
        <translation>生成的文本（英文）</translation>
    </message>
    <message>
        <source>Majority of independent members</source>
        <translation>独立成员的多数票</translation>
    </message>
    <message>
        <source>Make this folder writable for you. Until then the program works, but forgets this when it ends.</source>
        <translation>请将此文件夹设为您可写。在此之前程序可以使用，但结束后会忘记这些内容。</translation>
    </message>
    <message>
        <source>Make this folder writable for you. Until then, the terminal takes another place: workbench run … --history FILE</source>
        <translation>请将此文件夹设为您可写。在此之前，可在终端使用其他位置：workbench run … --history FILE</translation>
    </message>
    <message>
        <source>Make this folder writable, or name another one in the environment variable TMPDIR before the program starts.</source>
        <translation>请将此文件夹设为可写，或在启动程序前用环境变量 TMPDIR 指定其他文件夹。</translation>
    </message>
    <message>
        <source>Mandelbrot set</source>
        <translation>曼德博集合</translation>
    </message>
    <message>
        <source>Many trees, each grown on a random draw of rows and asking about a random choice of features. Good without tuning.</source>
        <translation>由许多树组成，每棵树在随机抽取的行上生成，并在随机选出的特征上提问。无需调参即有良好效果。</translation>
    </message>
    <message>
        <source>Masked sums need {fewest} clients in a round at least, or the sum gives somebody's update away. Take more clients, or a larger share of them in each round.</source>
        <translation>掩码求和每轮至少需要 {fewest} 个客户端，否则总和会泄露某一方的更新。请增加客户端，或提高每轮参加的比例。</translation>
    </message>
    <message>
        <source>Masked updates are noise and cannot be compressed: switch one of the two off.</source>
        <translation>加掩码的更新就是噪声，无法压缩：请关掉其中一项。</translation>
    </message>
    <message>
        <source>Matrix product</source>
        <translation>矩阵乘积</translation>
    </message>
    <message>
        <source>Maximum depth</source>
        <translation>最大深度</translation>
    </message>
    <message>
        <source>McMahan and others: Communication-efficient learning of deep networks from decentralized data. AISTATS 2017.</source>
        <translation>McMahan 等：Communication-efficient learning of deep networks from decentralized data. AISTATS 2017.</translation>
    </message>
    <message>
        <source>McNemar's test</source>
        <translation>McNemar 检验</translation>
    </message>
    <message>
        <source>McNemar, Psychometrika 12, 1947.</source>
        <translation>McNemar, Psychometrika 12, 1947。</translation>
    </message>
    <message>
        <source>Mean of members</source>
        <translation>成员均值</translation>
    </message>
    <message>
        <source>Mean score and its 95 % interval</source>
        <translation>平均得分及其 95 % 区间</translation>
    </message>
    <message>
        <source>Measure 1 to {most} task lengths.</source>
        <translation>请测量 1 到 {most} 种任务时长。</translation>
    </message>
    <message>
        <source>Measure at another hour or on a computer of your own, or add repeats.</source>
        <translation>请换个时间或在独占的计算机上测量，或增加重复次数。</translation>
    </message>
    <message>
        <source>Measure next: {repeats} × {workers} workers, about {seconds:.3g} s.</source>
        <translation>下一步测量：{workers} 个工作进程，{repeats} 次，约 {seconds:.3g} s。</translation>
    </message>
    <message>
        <source>Measure next: {repeats} × {workers} workers.</source>
        <translation>下一步测量：{workers} 个工作进程，{repeats} 次。</translation>
    </message>
    <message>
        <source>Measure of a split</source>
        <translation>分裂标准</translation>
    </message>
    <message>
        <source>Measured and simulated time</source>
        <translation>测得的时间与模拟的时间</translation>
    </message>
    <message>
        <source>Measured in this run, on its own test rows.</source>
        <translation>在这次运行中、在它自己的测试行上测得。</translation>
    </message>
    <message>
        <source>Measured in this run, with its own clock.</source>
        <translation>在此次运行中用其自己的时钟测量。</translation>
    </message>
    <message>
        <source>Measured is what the rounds took on this computer, without looking on. Simulated is a model of a network: each client's latency, its bytes over its bandwidth, and the round lasts as long as its slowest client that is waited for.</source>
        <translation>测得的是这些轮次在这台计算机上所用的时间，不含评估。模拟的是一个网络模型：每个客户端的延迟、它的字节除以带宽；一轮持续到所等待的最慢客户端为止。</translation>
    </message>
    <message>
        <source>Measured with this run's own clock; the network is assumed.</source>
        <translation>用这次运行自己的时钟测得；网络是假设的。</translation>
    </message>
    <message>
        <source>Median of members</source>
        <translation>成员的中位数</translation>
    </message>
    <message>
        <source>Megabytes</source>
        <translation>兆字节</translation>
    </message>
    <message>
        <source>Megabytes per file</source>
        <translation>每个文件的兆字节</translation>
    </message>
    <message>
        <source>Members are</source>
        <translation>成员类型</translation>
    </message>
    <message>
        <source>Members count by their score on rows that they had not seen, or by weights of your own. Values are averaged with the same weights.</source>
        <translation>成员按其在未见过的行上的得分计权，或按您自定的权重计权。数值用同样的权重取平均。</translation>
    </message>
    <message>
        <source>Members of each kind</source>
        <translation>每种成员的数量</translation>
    </message>
    <message>
        <source>Members per bag</source>
        <translation>每袋的成员比例</translation>
    </message>
    <message>
        <source>Members per step</source>
        <translation>每步成员数</translation>
    </message>
    <message>
        <source>Membership-inference audit</source>
        <translation>成员推断审计</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Memory bandwidth</source>
        <translation>内存带宽</translation>
    </message>
    <message>
        <source>Memory of squares β₂</source>
        <translation>平方的记忆 β₂</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>MiB swapped: {figures}</source>
        <translation>交换的 MiB：{figures}</translation>
    </message>
    <message>
        <source>Mironov, Talwar and Zhang 2019; Canonne, Kamath and Steinke 2020, Proposition 12; computed by dp-accounting.</source>
        <translation>Mironov、Talwar 和 Zhang 2019；Canonne、Kamath 和 Steinke 2020，命题 12；由 dp-accounting 计算。</translation>
    </message>
    <message>
        <source>Missing in {run}: {missing}. Choose among the rows that all runs have: {common}.</source>
        <translation>{run}中缺少：{missing}。请在所有运行都有的行中选择：{common}。</translation>
    </message>
    <message>
        <source>Missing in {run}: {missing}. No row is in all of the runs: run the same models on every data set.</source>
        <translation>{run}中缺少：{missing}。没有任何一行出现在所有运行中：请在每个数据集上运行同样的模型。</translation>
    </message>
    <message>
        <source>Mobile phones (4G)</source>
        <translation>手机（4G）</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Momentum as v ← βv + Δ without dampening, w ← w + η_g·v: the paper's for η_g = 1, and Flower's.</source>
        <translation>动量为 v ← βv + Δ（无阻尼），w ← w + η_g·v：η_g = 1 时即论文的做法，也是 Flower 的做法。</translation>
    </message>
    <message>
        <source>Momentum β</source>
        <translation>动量 β</translation>
    </message>
    <message>
        <source>Momentum β₁</source>
        <translation>动量 β₁</translation>
    </message>
    <message>
        <source>More than 10,000 splits: use fewer folds or repeats.</source>
        <translation>划分超过 10,000 个：请减少折数或重复次数。</translation>
    </message>
    <message>
        <source>More than {top} workers make it slower: throughput falls at {workers} workers.</source>
        <translation>超过 {top} 个工作进程会变慢：在 {workers} 个工作进程时吞吐量下降。</translation>
    </message>
    <message>
        <source>More workers cannot help here: give each task more of that work.</source>
        <translation>增加工作进程无济于事：请把这部分工作更多地放进任务里。</translation>
    </message>
    <message>
        <source>Most clients know two digits only. Averaging drifts away from the optimum, a proximal term holds it back, SCAFFOLD corrects it.</source>
        <translation>多数客户端只认识两种数字。平均会偏离最优解，近端项把它拉住，SCAFFOLD 加以校正。</translation>
    </message>
    <message>
        <source>Most iterations</source>
        <translation>最大迭代次数</translation>
    </message>
    <message>
        <source>Most leaves</source>
        <translation>最大叶节点数</translation>
    </message>
    <message>
        <source>Most members</source>
        <translation>最多成员数</translation>
    </message>
    <message>
        <source>Most passes</source>
        <translation>最大训练轮数</translation>
    </message>
    <message>
        <source>Most passes over the training rows; training ends earlier once it no longer improves. scikit-learn's own default of 200 is too few for small data.</source>
        <translation>遍历训练行的最大轮数；不再改善时训练会提前结束。scikit-learn 自身的默认值 200 对小数据来说太小。</translation>
    </message>
    <message>
        <source>Most rounds</source>
        <translation>最多轮数</translation>
    </message>
    <message>
        <source>Most terms</source>
        <translation>最多词项数</translation>
    </message>
    <message>
        <source>Move {number} ({move}) goes from a client to itself: name another, or remove the move.</source>
        <translation>第 {number} 次移动（{move}）的来源和去向是同一个客户端：请改写其中一个，或删除这次移动。</translation>
    </message>
    <message>
        <source>Move {number} ({move}) moves no rows: move 1 or more, or remove it.</source>
        <translation>第 {number} 次移动（{move}）没有移动任何行：请移动至少 1 行，或删除它。</translation>
    </message>
    <message>
        <source>Move {number} ({move}) names class {label}; classes are 0 to {last}.</source>
        <translation>第 {number} 次移动（{move}）写的是类别 {label}；类别为 0 到 {last}。</translation>
    </message>
    <message>
        <source>Move {number} ({move}) names client {client}; clients are 0 to {last}. Remove the move, or ask for more clients.</source>
        <translation>第 {number} 次移动（{move}）写的是客户端 {client}；客户端为 0 到 {last}。请删除这次移动，或增加客户端数。</translation>
    </message>
    <message>
        <source>Move {number} is “{piece}”: write class:from&gt;to:rows, such as 3:0&gt;2:10, with commas between moves.</source>
        <translation>第 {number} 次移动是“{piece}”：请写作 类别:来源&gt;去向:行数，例如 3:0&gt;2:10，各次移动之间用逗号分隔。</translation>
    </message>
    <message>
        <source>Moving rate β</source>
        <translation>移动率 β</translation>
    </message>
    <message>
        <source>Multi-Krum</source>
        <translation>Multi-Krum</translation>
    </message>
    <message>
        <source>Nadeau and Bengio, Machine Learning 52, 2003; Holm, Scandinavian Journal of Statistics 6, 1979.</source>
        <translation>Nadeau, Bengio, Machine Learning 52, 2003；Holm, Scandinavian Journal of Statistics 6, 1979。</translation>
    </message>
    <message>
        <source>Nadeau and Bengio: Inference for the generalization error. Machine Learning 52, 2003.</source>
        <translation>Nadeau 和 Bengio：Inference for the generalization error。Machine Learning 52，2003。</translation>
    </message>
    <message>
        <source>Naive Bayes</source>
        <translation>朴素贝叶斯</translation>
    </message>
    <message>
        <source>Naive Bayes for counts</source>
        <translation>计数朴素贝叶斯</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name the column of your file that says who owns a row, or choose another way of dealing rows.</source>
        <translation>请指出文件中哪一列说明行的所有者，或选择别的分配方式。</translation>
    </message>
    <message>
        <source>Native threads</source>
        <translation>原生线程</translation>
    </message>
    <message>
        <source>Needed for a soft vote. Calibrated by 5 inner folds, so each fit takes about six times as long and each class needs at least 5 training rows.</source>
        <translation>软投票需要概率。概率通过 5 个内部折校准，因此每次拟合用时约为六倍，且每个类别至少需要 5 个训练行。</translation>
    </message>
    <message>
        <source>Needed where features can be negative, which no count is; learned from the training rows of each fold. Texts are left as they are.</source>
        <translation>特征可能为负时需要，因为计数不会为负；从每一折的训练行中学得。文本保持原样。</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>近邻数</translation>
    </message>
    <message>
        <source>Neural network (MLP)</source>
        <translation>神经网络（MLP）</translation>
    </message>
    <message>
        <source>No Python {oldest} or newer was found on this computer. Install one from python.org or with your system's package manager.</source>
        <translation>此计算机上未找到 Python {oldest} 或更新版本。请从 python.org 或用系统的软件包管理器安装。</translation>
    </message>
    <message>
        <source>No cause was seen.</source>
        <translation>未发现原因。</translation>
    </message>
    <message>
        <source>No column is a member's probability of a class: name them member:class, as in forest:yes. There are: {known}. If these are predicted values, say that it is a regression.</source>
        <translation>没有一列是成员对某个类别的概率：请按“成员:类别”命名，例如 forest:yes。现有列：{known}。若这些是预测值，请注明这是回归。</translation>
    </message>
    <message>
        <source>No engine is shown to be better than another, whatever the length of the tasks ({low} to {high}): the timings scatter too far, or there are too few repeats.</source>
        <translation>无论任务多长（{low} 至 {high}），都无法证明某个引擎优于另一个：计时过于分散，或重复次数太少。</translation>
    </message>
    <message>
        <source>No engine used {workers} workers to more than {peak:.0f} % here, whatever the length: that is what this computer gives.</source>
        <translation>无论任务多长，这里没有引擎能将 {workers} 个工作进程利用到 {peak:.0f} % 以上：这就是这台计算机所能给出的。</translation>
    </message>
    <message>
        <source>No ensemble is shown to be worth it here: {rule} scores {score:.3f}, {gap} against the best single model, {best}, and the difference is not significant ({low} to {high}; {p}).</source>
        <translation>这里没有证据表明集成值得：“{rule}”得分 {score:.3f}，与最佳单一模型“{best}”相差 {gap}，差异不显著（{low} 至 {high}；{p}）。</translation>
    </message>
    <message>
        <source>No ensemble is worth it here: even the best of them, {rule}, scores {score:.3f}, {gap} against {best} alone ({low} to {high}; {p}).</source>
        <translation>这里不值得使用集成：即使其中最好的“{rule}”也只得分 {score:.3f}，与单用“{best}”相差 {gap}（{low} 至 {high}；{p}）。</translation>
    </message>
    <message>
        <source>No history can be begun in {path} ({reason}).</source>
        <translation>无法在 {path} 中新建历史记录（{reason}）。</translation>
    </message>
    <message>
        <source>No law can be chosen yet: worker count {workers} has the fewest repeats, and scatter is only known from repeats.</source>
        <translation>还无法选择定律：工作进程数 {workers} 的重复次数最少，而只有重复才能得知离散程度。</translation>
    </message>
    <message>
        <source>No law can be chosen yet: worker count {workers} was not measured, and the law needs it most.</source>
        <translation>还无法选择定律：工作进程数 {workers} 尚未测量，而定律最需要它。</translation>
    </message>
    <message>
        <source>No master of {engine} answers at {address} ({reason}). Check the address, the version of {engine} there, and its secret (_SPARK_AUTH_SECRET).</source>
        <translation>{address} 处没有 {engine} 的主节点应答（{reason}）。请检查地址、那里的 {engine} 版本及其密钥（_SPARK_AUTH_SECRET）。</translation>
    </message>
    <message>
        <source>No member helps to fit the targets, so all weigh the same.</source>
        <translation>没有成员有助于拟合目标，因此所有成员权重相同。</translation>
    </message>
    <message>
        <source>No model is chosen. Choose at least one for its surface.</source>
        <translation>尚未选择模型。请至少选择一个以显示其决策面。</translation>
    </message>
    <message>
        <source>No recommendation: no law here covers a speedup larger than the number of workers. Fastest among those measured is {workers}, {speedup:.3g} times the fewest; measure the fewest once more on a quiet computer.</source>
        <translation>没有建议：这里没有定律包含大于工作进程数的加速比。所测量中最快的是 {workers} 个，是最少数量的 {speedup:.3g} 倍；请在空闲的计算机上重新测量最少的数量。</translation>
    </message>
    <message>
        <source>No recommendation: the measurements scatter too much. At {workers} workers the law may be anywhere from {low:.3g} to {high:.3g}; repeat them on a quiet computer.</source>
        <translation>没有建议：测量值过于分散。在 {workers} 个工作进程时，定律可能在 {low:.3g} 到 {high:.3g} 之间的任何位置；请在空闲的计算机上重复测量。</translation>
    </message>
    <message>
        <source>No recommendation: the points do not tell laws apart. Measure more worker counts, or repeat those that there are.</source>
        <translation>没有建议：这些点无法区分各定律。请测量更多的工作进程数，或重复已有的。</translation>
    </message>
    <message>
        <source>No run yet.</source>
        <translation>还没有运行。</translation>
    </message>
    <message>
        <source>No term of “{column}” occurs in {least} texts, so none would be left to learn from; the most widespread one is in {most}. Ask for {most} or fewer.</source>
        <translation>“{column}”中没有词项在 {least} 篇文本中出现，因此没有可供学习的词项；最普遍的词项出现在 {most} 篇中。请要求 {most} 篇或更少。</translation>
    </message>
    <message>
        <source>No word of “{column}” occurs in {least} texts, so there is nothing to learn from: they are empty, or made of single letters and signs. Choose another column.</source>
        <translation>“{column}”中没有词语在 {least} 篇文本中出现，因此没有可学习的内容：文本为空，或只由单个字母和符号组成。请选择另一列。</translation>
    </message>
    <message>
        <source>No worker of Ray ({address}) started within a minute. Others may be using all of its cores: ask for fewer workers, or run again later.</source>
        <translation>Ray（{address}）在一分钟内没有启动任何工作进程。它的核心可能都被他人占用：请减少工作进程数，或稍后重新运行。</translation>
    </message>
    <message>
        <source>No worker process, no shared memory and no temporary folder of this self-check is left.</source>
        <translation>这次自检没有留下任何工作进程、共享内存或临时文件夹。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Noise belongs to the whole sum, and compressing each update leaves some of it out, so that ε would not hold: switch one of the two off.</source>
        <translation>噪声属于整个总和，压缩每个更新会漏掉一部分，ε 便不再成立：请关掉其中一项。</translation>
    </message>
    <message>
        <source>Noise is measured by how much one client can change, and nothing bounds that. Set a length to which updates are clipped, such as 1.</source>
        <translation>噪声以单个客户端所能造成的改变来衡量，而目前没有任何限制。请设置更新被裁剪到的长度，例如 1。</translation>
    </message>
    <message>
        <source>Noise multiplier z</source>
        <translation>噪声倍数 z</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None can be called better than another: over {datasets} data sets the ranks differ no more than chance would have it ({p}, Friedman’s test). Best by rank: {best} ({rank:.2f} on average). More data sets would tell more.</source>
        <translation>不能说任何一个优于另一个：在 {datasets} 个数据集上，排名差异不超出偶然范围（{p}，Friedman 检验）。排名最好：{best}（平均 {rank:.2f}）。更多数据集才能说明更多。</translation>
    </message>
    <message>
        <source>None of {draws:,} draws left every client {least} rows or more. Ask for fewer rows or fewer clients, or take a larger α.</source>
        <translation>{draws:,} 次抽取都没能让每个客户端有 {least} 行或更多。请减少要求的行数或客户端数，或取更大的 α。</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>非数值</translation>
    </message>
    <message>
        <source>Not enough points to choose between laws: measure more worker counts, or repeat those that there are.</source>
        <translation>点数不足，无法在定律之间选择：请测量更多的工作进程数，或重复已有的。</translation>
    </message>
    <message>
        <source>Not enough points: {counts} worker counts do not tell laws apart. Measure at least four, or repeat those that there are.</source>
        <translation>点数不足：{counts} 种工作进程数无法区分各定律。请至少测量四种，或重复已有的。</translation>
    </message>
    <message>
        <source>Not shown, since not every model states probabilities: {rules}.</source>
        <translation>因为并非每个模型都给出概率，未显示：{rules}。</translation>
    </message>
    <message>
        <source>Nothing can be measured within {budget:.3g} s: one measurement takes at least {seconds:.3g} s.</source>
        <translation>在 {budget:.3g} s 内无法进行任何测量：一次测量至少需要 {seconds:.3g} s。</translation>
    </message>
    <message>
        <source>Nothing can be written to {folder} ({reason}). Name a folder that is yours, or none for the system’s cache.</source>
        <translation>无法写入 {folder}（{reason}）。请指定一个属于您的文件夹，或留空以使用系统缓存。</translation>
    </message>
    <message>
        <source>Nothing grew: on every split a task failed. The first failure says why.</source>
        <translation>什么也没有生长：每个划分都有任务失败。第一个失败说明了原因。</translation>
    </message>
    <message>
        <source>Nothing is left</source>
        <translation>没有残留</translation>
    </message>
    <message>
        <source>Nothing listens on port {port} of {host}. Check the port, and whether the cluster of {engine} is running.</source>
        <translation>{host} 的端口 {port} 上没有程序在监听。请检查端口，以及 {engine} 的集群是否正在运行。</translation>
    </message>
    <message>
        <source>Nothing was measured yet.</source>
        <translation>还没有测量结果。</translation>
    </message>
    <message>
        <source>Novels: four models of texts, two votes</source>
        <translation>小说：四个文本模型，两种投票</translation>
    </message>
    <message>
        <source>Novels: stacking on texts</source>
        <translation>小说：文本上的堆叠</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数字个数</translation>
    </message>
    <message>
        <source>Numerical integration</source>
        <translation>数值积分</translation>
    </message>
    <message>
        <source>Objective and gap</source>
        <translation>目标与差距</translation>
    </message>
    <message>
        <source>Of each tree. Empty takes the method’s own: no limit, or 1 to 6 under boosting.</source>
        <translation>每棵树的最大深度。留空则采用方法自己的：无限制，提升时为 1 到 6。</translation>
    </message>
    <message>
        <source>Of ten further members: 0.005 is half a point of accuracy, or 0.005 of R². A gain in log loss beyond noise is held to the same number.</source>
        <translation>再加十个成员的提升：0.005 是准确率的半个百分点，或 R² 的 0.005。超出噪声的对数损失改善也按同一数值衡量。</translation>
    </message>
    <message>
        <source>Of the neural networks; others have none.</source>
        <translation>神经网络的隐藏单元数；其他模型没有。</translation>
    </message>
    <message>
        <source>Of the objective over all clients' rows.</source>
        <translation>对所有客户端的行而言的目标函数。</translation>
    </message>
    <message>
        <source>Of the objective, for three rounds one after another.</source>
        <translation>目标函数的相对变化，连续三轮。</translation>
    </message>
    <message>
        <source>Of the one link that all workers’ data have to cross.</source>
        <translation>所有工作进程的数据都要经过的那条链路的带宽。</translation>
    </message>
    <message>
        <source>Office wifi</source>
        <translation>办公室 Wi-Fi</translation>
    </message>
    <message>
        <source>On rows held out, {best} has {metric} {score:.3f}, and clients alone have {alone:.3f} on average: learning together gains next to nothing here.</source>
        <translation>在留出的行上，“{best}”的{metric}为 {score:.3f}，客户端各自学习平均为 {alone:.3f}：在这里一起学习几乎没有好处。</translation>
    </message>
    <message>
        <source>On rows held out, {best} has {metric} {score:.3f}, less than the {alone:.3f} that clients have alone on average: learning together does not pay here so far (all rows in one place: {pooled:.3f}).</source>
        <translation>在留出的行上，“{best}”的{metric}为 {score:.3f}，低于客户端各自学习的平均值 {alone:.3f}：到目前为止一起学习在这里不值得（所有行集中在一处：{pooled:.3f}）。</translation>
    </message>
    <message>
        <source>On rows held out, {best} has {metric} {score:.3f}: clients alone have {alone:.3f} on average, all rows in one place would give {pooled:.3f}.</source>
        <translation>在留出的行上，“{best}”的{metric}为 {score:.3f}：客户端各自学习平均为 {alone:.3f}，所有行集中在一处则为 {pooled:.3f}。</translation>
    </message>
    <message>
        <source>On rows that no client holds: accuracy, or R² of values. Beside it stand the score of the pooled optimum, and the mean score of models that each client fits to its own rows alone. Learning together pays where it beats that.</source>
        <translation>在没有客户端持有的行上：准确率，数值则为 R²。旁边是集中最优解的得分，以及各客户端只用自己的行拟合的模型的平均得分。超过后者时，一起学习才值得。</translation>
    </message>
    <message>
        <source>On {spare:.1f} % of the rows the best member ({best}) is wrong and another is right: choosing the right member each time would gain that much.</source>
        <translation>在 {spare:.1f} % 的行上，最佳成员（{best}）错而另有成员对：若每次都选对成员，可提高这么多。</translation>
    </message>
    <message>
        <source>One and the same number is sent in place of every entry, as long in all as the update times the strength of the attack.</source>
        <translation>每个分量都用同一个数代替，总长度为更新的长度乘以攻击强度。</translation>
    </message>
    <message>
        <source>One ensemble per split grows member by member; a point is the mean over the splits. The gain is what one more member brings here. Where the gain lies within its noise, the ensemble stops to grow.</source>
        <translation>每个划分有一个集成逐个成员生长；一个点是各划分的均值。增益是此处再加一个成员带来的收益。增益落在噪声之内时，集成停止生长。</translation>
    </message>
    <message>
        <source>One entry of the update is not a number, as a broken sensor or an overflow would have it. A single one would spoil the whole model.</source>
        <translation>更新中有一个分量不是数，就像传感器损坏或溢出时那样。仅这一个就会毁掉整个模型。</translation>
    </message>
    <message>
        <source>One file is learnt from and another one tests: ask for smaller files or more megabytes.</source>
        <translation>一个文件用于学习，另一个用于测试：请把文件做小或增加兆字节数。</translation>
    </message>
    <message>
        <source>One file is one task. Large files need more memory at once; many small ones cost more to open than to read.</source>
        <translation>一个文件就是一个任务。大文件一次需要更多内存；许多小文件打开的代价比读取更大。</translation>
    </message>
    <message>
        <source>One good model among poor ones that are sure of themselves. With equal votes the ensemble is worse than its best member; weights learned from out-of-fold predictions mend it.</source>
        <translation>一个好模型混在几个过分自信的差模型之中。等权投票时集成不如其最好的成员；从折外预测学到的权重可以纠正。</translation>
    </message>
    <message>
        <source>One hidden layer between features and a number. Its loss has many valleys, so where learning ends depends on where it began.</source>
        <translation>特征与数值之间有一个隐藏层。其损失函数有许多低谷，因此学习的终点取决于起点。</translation>
    </message>
    <message>
        <source>One hidden layer between features and classes. Its loss has many valleys, so where learning ends depends on where it began.</source>
        <translation>特征与类别之间有一个隐藏层。其损失函数有许多低谷，因此学习的终点取决于起点。</translation>
    </message>
    <message>
        <source>One number per member, in their order: 2, 1, 1. Empty takes the members' scores on inner folds: accuracy, or R² if it is positive.</source>
        <translation>每个成员一个数字，按成员顺序：2, 1, 1。留空则取成员在内层各折上的得分：准确率，或为正的 R²。</translation>
    </message>
    <message>
        <source>One of ten clients sends its update turned round and five times as long. The mean follows it; the others need not.</source>
        <translation>十个客户端中有一个把更新反向并放大五倍后发送。均值会跟着走，其他方法不必。</translation>
    </message>
    <message>
        <source>One or two clouds of points for each class, made from the seed. Their size and difficulty are yours to choose.</source>
        <translation>每个类别由一两个点簇组成，根据随机种子生成。规模和难度由您选择。</translation>
    </message>
    <message>
        <source>One repeat was asked for.</source>
        <translation>已完成所要求的一次重复。</translation>
    </message>
    <message>
        <source>One split cannot tell whether an ensemble is worth it: {rule} scores {score:.3f}, {gap} against the best single model, {best}.</source>
        <translation>仅凭一个划分无法判断集成是否值得：“{rule}”得分 {score:.3f}，与最佳单一模型“{best}”相差 {gap}。</translation>
    </message>
    <message>
        <source>One task takes {longest:.2g} s of the {makespan:.2g} s that the whole problem takes: the other workers wait for it.</source>
        <translation>整个问题用时 {makespan:.2g} 秒，其中一个任务就用了 {longest:.2g} 秒：其他工作进程都在等待它。</translation>
    </message>
    <message>
        <source>One task takes {longest:.2g} s of {total:.2g} s in all: no number of workers can be more than {bound:.1f}× faster.</source>
        <translation>总共 {total:.2g} s 中有一个任务就占 {longest:.2g} s：无论多少工作进程，加速都不会超过 {bound:.1f}×。</translation>
    </message>
    <message>
        <source>One test row is too few to compute R²: test on a larger share of the {rows} rows.</source>
        <translation>一个测试行不足以计算 R²：请用 {rows} 行中更大的比例进行测试。</translation>
    </message>
    <message>
        <source>One value everywhere</source>
        <translation>处处同一个值</translation>
    </message>
    <message>
        <source>One worker was tried and needs {one:.1f} GiB; {workers} of them do not fit into the {free:.1f} GiB that are free. Use fewer workers or less data.</source>
        <translation>试运行的一个工作进程需要 {one:.1f} GiB；{workers} 个无法放进空闲的 {free:.1f} GiB。请使用更少的工作进程或更少的数据。</translation>
    </message>
    <message>
        <source>One-shot averaging</source>
        <translation>一次性平均</translation>
    </message>
    <message>
        <source>One-standard-error rule: Breiman, Friedman, Olshen and Stone: Classification and Regression Trees, 1984.</source>
        <translation>一个标准误规则：Breiman, Friedman, Olshen, Stone：Classification and Regression Trees, 1984。</translation>
    </message>
    <message>
        <source>Only Spark has a “standalone” cluster: set the address of {engine} to “local”.</source>
        <translation>只有 Spark 有“standalone”集群：请将 {engine} 的地址设为“local”。</translation>
    </message>
    <message>
        <source>Only one core may be used ({logical} logical). Everything works, but no speedup can be seen.</source>
        <translation>只能使用一个核心（{logical} 个逻辑核心）。一切正常，但看不到加速。</translation>
    </message>
    <message>
        <source>Only one worker was measured ({seconds:.3g} s): add worker counts to see a speedup.</source>
        <translation>只测量了一个工作进程（{seconds:.3g} s）：请添加工作进程数以查看加速比。</translation>
    </message>
    <message>
        <source>Only positive weights</source>
        <translation>仅允许正权重</translation>
    </message>
    <message>
        <source>Only so many terms are kept, the most frequent ones of the training texts. Each is a column, and more of them take longer.</source>
        <translation>只保留这么多词项，即训练文本中最常见的。每个词项是一列，越多耗时越长。</translation>
    </message>
    <message>
        <source>Only the largest changes are sent. What is left out is remembered by the client and added to its next update, so nothing is lost for good.</source>
        <translation>只发送最大的变化。没有发送的部分由客户端记住，并加到它的下一次更新中，因此不会永久丢失。</translation>
    </message>
    <message>
        <source>Only {senders} clients are in this round, and a masked sum of fewer than {fewest} gives somebody's update away. The round is lost. Take a larger share of the clients in each round.</source>
        <translation>本轮只有 {senders} 个客户端，少于 {fewest} 个的掩码总和会泄露某一方的更新。本轮作废。请提高每轮参加的客户端比例。</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Out-of-bag score</source>
        <translation>袋外得分</translation>
    </message>
    <message>
        <source>Outliers and unstable times</source>
        <translation>离群值与不稳定的用时</translation>
    </message>
    <message>
        <source>Over all outer test rows, N¹¹ counts rows that both members got right, N⁰⁰ those that both got wrong. Members that err on different rows have a low Q and a high disagreement.</source>
        <translation>在所有外层测试行中，N¹¹ 是两个成员都正确的行数，N⁰⁰ 是都错误的行数。在不同行上出错的成员 Q 低而分歧高。</translation>
    </message>
    <message>
        <source>Over all outer test rows. Log-loss and the Brier score (0 to 2) judge the whole distribution; the expected calibration error compares, bin by bin, the confidence in the predicted class with how often it was right. A star marks figures after calibration on inner predictions.</source>
        <translation>基于所有外层测试行。对数损失与 Brier 分数（0 到 2）评判整个分布；期望校准误差逐箱比较对预测类别的把握与其正确的频率。星号标记在内层预测上校准之后的数值。</translation>
    </message>
    <message>
        <source>Over the test rows of a hold-out only those count that one of the two got right and the other wrong.</source>
        <translation>在留出法的测试行中，只计入两者之一正确而另一个错误的行。</translation>
    </message>
    <message>
        <source>Over {datasets} data sets all have the same mean rank.</source>
        <translation>在 {datasets} 个数据集上，各行的平均排名都相同。</translation>
    </message>
    <message>
        <source>Oversubscribed: {workers} workers × {threads} native threads want {demand} cores, there are {cores}. Tasks used {ratio:.2f} s of CPU per second.</source>
        <translation>超额占用：{workers} 个工作进程 × {threads} 个本地线程需要 {demand} 个核心，而只有 {cores} 个。任务每秒使用了 {ratio:.2f} s 的 CPU 时间。</translation>
    </message>
    <message>
        <source>Oversubscription: threads in workers</source>
        <translation>超额占用：工作进程中的线程</translation>
    </message>
    <message>
        <source>Owner column</source>
        <translation>所有者列</translation>
    </message>
    <message>
        <source>Packing, sending and unpacking tasks and results, both ways.</source>
        <translation>任务与结果的打包、发送和解包，包括往返两个方向。</translation>
    </message>
    <message>
        <source>Parallel run</source>
        <translation>并行运行</translation>
    </message>
    <message>
        <source>Parallel work</source>
        <translation>并行工作</translation>
    </message>
    <message>
        <source>Part of that is handing out tasks and waiting for the last one: of the work itself {share:.1f} % are serial ({low:.1f}–{high:.1f} %).</source>
        <translation>其中一部分来自分发任务和等待最后一个任务：工作本身有 {share:.1f} % 是串行的（{low:.1f}–{high:.1f} %）。</translation>
    </message>
    <message>
        <source>Pasting</source>
        <translation>粘贴（Pasting）</translation>
    </message>
    <message>
        <source>Patience in rounds</source>
        <translation>耐心（轮数）</translation>
    </message>
    <message>
        <source>Penalise the bias</source>
        <translation>惩罚偏置</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>惩罚强度</translation>
    </message>
    <message>
        <source>Penalty alpha</source>
        <translation>惩罚系数 alpha</translation>
    </message>
    <message>
        <source>Penalty ρ</source>
        <translation>惩罚系数 ρ</translation>
    </message>
    <message>
        <source>Pieces of the rows sorted by class: with 2, most clients know two classes or three.</source>
        <translation>按类别排序后的行所切成的片：取 2 时，多数客户端只知道两三个类别。</translation>
    </message>
    <message>
        <source>Please send this report to the authors, with its details.</source>
        <translation>请将这份报告连同细节发送给作者。</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>Poisoned clients</source>
        <translation>中毒客户端</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>预测目标</translation>
    </message>
    <message>
        <source>Predicts a number as a weighted sum of the features. With an L2 penalty it is ridge regression, with an L1 penalty lasso, with both elastic net.</source>
        <translation>用特征的加权和预测一个数值。加 L2 惩罚即岭回归，加 L1 惩罚即 lasso，两者都加即弹性网络。</translation>
    </message>
    <message>
        <source>Privacy and its price</source>
        <translation>隐私及其代价</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>处理器核心</translation>
    </message>
    <message>
        <source>Pruning</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>Pull μ</source>
        <translation>拉力 μ</translation>
    </message>
    <message>
        <source>QSGD (random rounding to levels)</source>
        <translation>QSGD（随机舍入到若干级别）</translation>
    </message>
    <message>
        <source>QSGD needs from 1 to {most} levels, not {levels}.</source>
        <translation>QSGD 需要 1 到 {most} 个级别，不能是 {levels}。</translation>
    </message>
    <message>
        <source>Qt does not start here: {reason}</source>
        <translation>Qt 在此无法启动：{reason}</translation>
    </message>
    <message>
        <source>Quantity skew</source>
        <translation>数量偏斜</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>法定数</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>引号</translation>
    </message>
    <message>
        <source>RBF SVM</source>
        <translation>RBF 支持向量机</translation>
    </message>
    <message>
        <source>Raise the container’s CPU limit, or use fewer workers.</source>
        <translation>请提高容器的 CPU 限额，或使用更少的工作进程。</translation>
    </message>
    <message>
        <source>Random forest</source>
        <translation>随机森林</translation>
    </message>
    <message>
        <source>Random numbers are sent in place of the update, as long as the update times the strength of the attack.</source>
        <translation>发送随机数来代替更新，长度为更新的长度乘以攻击强度。</translation>
    </message>
    <message>
        <source>Random patches</source>
        <translation>随机块</translation>
    </message>
    <message>
        <source>Random points in a square: the share inside the circle is π / 4. Teaches how well independent work scales, and that each task needs random numbers of its own.</source>
        <translation>正方形中的随机点：落在圆内的比例是 π / 4。说明互不依赖的工作扩展得多好，以及每个任务都需要自己的随机数。</translation>
    </message>
    <message>
        <source>Random seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Random subspaces</source>
        <translation>随机子空间</translation>
    </message>
    <message>
        <source>Rank {rank} of the training ended too early (code {code}), so the others were stopped. Its last words: {words}</source>
        <translation>训练的第 {rank} 号进程过早结束（代码 {code}），因此其他进程已被停止。它最后的输出：{words}</translation>
    </message>
    <message>
        <source>Ranks need at least {least} data sets, here are {count}. Run the same models on another data set and add that run.</source>
        <translation>排名至少需要 {least} 个数据集，这里有 {count} 个。请在另一个数据集上运行同样的模型，并加入那次运行。</translation>
    </message>
    <message>
        <source>Ranks need at least {least} rows (models or rules), here are {count}. For two of them on one data set, the tests of that run say more.</source>
        <translation>排名至少需要 {least} 行（模型或规则），这里有 {count} 行。若只比较一个数据集上的两行，该次运行的检验更能说明问题。</translation>
    </message>
    <message>
        <source>Ray</source>
        <translation>Ray</translation>
    </message>
    <message>
        <source>Ray cannot be started on this computer: {reason}. Close other programs and run again, or choose the engine “processes”.</source>
        <translation>无法在本机启动 Ray：{reason}。请关闭其他程序后重新运行，或选用引擎“processes”。</translation>
    </message>
    <message>
        <source>Ray has no room for the data ({reason}). Use less data, or free memory and space on the disk.</source>
        <translation>Ray 没有足够空间存放数据（{reason}）。请减少数据，或释放内存和磁盘空间。</translation>
    </message>
    <message>
        <source>Reference cases</source>
        <translation>参考案例</translation>
    </message>
    <message>
        <source>Relative to the smallest worker count: for a run the geometric mean of the ratios within each repeat, for a file the ratio of medians. The serial fraction that a speedup amounts to (Karp and Flatt) tells the cause: where it stays the same, part of the work is serial; where it grows, more workers bring more overhead.</source>
        <translation>相对于最小的工作进程数：对一次运行，是每次重复内比值的几何平均；对文件，是中位数之比。加速比所对应的串行比例（Karp 与 Flatt）说明原因：若它保持不变，则部分工作是串行的；若它增大，则更多工作进程带来更多开销。</translation>
    </message>
    <message>
        <source>Relative tolerance</source>
        <translation>相对容差</translation>
    </message>
    <message>
        <source>Relaxation α</source>
        <translation>松弛系数 α</translation>
    </message>
    <message>
        <source>Repeat between 1 and 1000 times.</source>
        <translation>重复次数请设在 1 到 1000 之间。</translation>
    </message>
    <message>
        <source>Repeat the comparison between 1 and {most} times.</source>
        <translation>比较的重复次数应在 1 到 {most} 之间。</translation>
    </message>
    <message>
        <source>Repeats on the same number of workers did not compute the same. A task may use a random state of its own.</source>
        <translation>同样数量的工作进程，各次重复的计算结果却不相同。可能有任务使用了自己的随机状态。</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>Reversed update</source>
        <translation>反向更新</translation>
    </message>
    <message>
        <source>Ridge regression</source>
        <translation>岭回归</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rounds to confirm</source>
        <translation>确认轮数</translation>
    </message>
    <message>
        <source>Rounds with adaptive ρ</source>
        <translation>自适应 ρ 的轮数</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Rows and columns</source>
        <translation>行数与列数</translation>
    </message>
    <message>
        <source>Rows are shuffled and cut into equal parts: all clients have the same kind of data.</source>
        <translation>把行打乱后切成相等的部分：所有客户端的数据都是同一类的。</translation>
    </message>
    <message>
        <source>Rows are sorted by class (or value) and cut into shards, of which each client gets a few: hardly any client knows all classes.</source>
        <translation>把行按类别（或数值）排序后切成分片，每个客户端得到其中几片：几乎没有客户端知道所有类别。</translation>
    </message>
    <message>
        <source>Rows moved by hand</source>
        <translation>手动移动的行</translation>
    </message>
    <message>
        <source>Rows moved by hand: {rows:,} in {moves} moves, though {asked:,} were asked for: the clients that they came from held no more of that class.</source>
        <translation>手动移动的行：{moves} 次移动共 {rows:,} 行，而要求的是 {asked:,} 行：来源客户端已没有更多该类别的行。</translation>
    </message>
    <message>
        <source>Rows moved by hand: {rows:,} in {moves} moves.</source>
        <translation>手动移动的行：{moves} 次移动共 {rows:,} 行。</translation>
    </message>
    <message>
        <source>Rows of every client at least</source>
        <translation>每个客户端的最少行数</translation>
    </message>
    <message>
        <source>Rows per step</source>
        <translation>每步行数</translation>
    </message>
    <message>
        <source>Rows stay in their order and are cut into equal parts. A table that is sorted gives clients that differ.</source>
        <translation>行保持原有顺序，切成相等的部分。已排序的表格会得到彼此不同的客户端。</translation>
    </message>
    <message>
        <source>Rows that no other row beats in score and cost at once. The cheapest within one standard error of the best is as good as the best, as far as these splits can tell.</source>
        <translation>没有其他行能在得分和代价上同时胜过的行。就这些划分所能分辨的程度而言，与最佳行相差不超过一个标准误的最便宜的行和最佳行一样好。</translation>
    </message>
    <message>
        <source>Rows that were a tie, which the lowest label won: {ties}.</source>
        <translation>票数相同、由最小标签胜出的行数：{ties}。</translation>
    </message>
    <message>
        <source>Rows without an owner: {count}. Fill in the owner of every row in your table, or remove these rows.</source>
        <translation>没有所有者的行：{count} 行。请在表格中为每一行填写所有者，或删除这些行。</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rules that learn see only the training rows of each split, each row as it was predicted by a copy of the member that never saw it (inner folds). The weights shown are means over the outer splits.</source>
        <translation>会学习的规则只看到每个划分的训练行，每行的预测都来自从未见过该行的成员副本（内层折）。显示的权重是外层划分上的均值。</translation>
    </message>
    <message>
        <source>Run every strategy a second time without clipping and noise, so that their price shows.</source>
        <translation>每种策略再运行一次，不裁剪也不加噪声，以显示代价。</translation>
    </message>
    <message>
        <source>Run {run} is no longer there: another program deleted it.</source>
        <translation>运行 {run} 已不存在：另一个程序删除了它。</translation>
    </message>
    <message>
        <source>Run {run} is still going on. Save it when it has ended.</source>
        <translation>运行 {run} 仍在进行。请在其结束后保存。</translation>
    </message>
    <message>
        <source>Run {run} is still going on. Stop it first.</source>
        <translation>运行 {run} 仍在进行。请先停止它。</translation>
    </message>
    <message>
        <source>Runs of up to so many words or characters are counted as well (n-grams): with 2 “not good” is a term of its own.</source>
        <translation>最多由这么多个词或字符连成的片段也计入（n-gram）：设为 2 时，“not good”自成一个词项。</translation>
    </message>
    <message>
        <source>Rural connections</source>
        <translation>乡村网络</translation>
    </message>
    <message>
        <source>R² changed by {value:+.3f} ({low:+.3f} to {high:+.3f})</source>
        <translation>R² 变化 {value:+.3f}（{low:+.3f} 到 {high:+.3f}）</translation>
    </message>
    <message>
        <source>SCAFFOLD</source>
        <translation>SCAFFOLD</translation>
    </message>
    <message>
        <source>Say with --row which model or rule the script is for: {keys}.</source>
        <translation>请用 --row 说明脚本针对哪个模型或规则：{keys}。</translation>
    </message>
    <message>
        <source>Scale features</source>
        <translation>缩放特征</translation>
    </message>
    <message>
        <source>Scale the target</source>
        <translation>缩放目标值</translation>
    </message>
    <message>
        <source>Scaled speedup and its 95 % interval</source>
        <translation>缩放加速比及其 95 % 区间</translation>
    </message>
    <message>
        <source>Scaling of the features</source>
        <translation>特征缩放</translation>
    </message>
    <message>
        <source>Schedule of η</source>
        <translation>η 的变化方式</translation>
    </message>
    <message>
        <source>Score: the sum of squared distances to the n − f − 2 nearest others among those that answered. On the clients' models after their local steps (the paper has gradients). Of equal scores, the nearer to all others (the paper: the lower number).</source>
        <translation>得分：在作出应答的客户端中，到最近的 n − f − 2 个其他客户端的距离平方和。用于本地步之后的客户端模型（论文中是梯度）。得分相同时，取离所有其他客户端更近的一个（论文：取编号较小的）。</translation>
    </message>
    <message>
        <source>Scores and their intervals</source>
        <translation>得分及其区间</translation>
    </message>
    <message>
        <source>Seconds on one worker</source>
        <translation>一个工作进程上的秒数</translation>
    </message>
    <message>
        <source>Secure aggregation (simulated)</source>
        <translation>安全聚合（模拟）</translation>
    </message>
    <message>
        <source>Send less: place data once, and give back sums instead of rows.</source>
        <translation>减少传输：数据只放置一次，返回汇总值而不是逐行数据。</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>传感器数</translation>
    </message>
    <message>
        <source>Sent and received, all clients.</source>
        <translation>所有客户端收发的总量。</translation>
    </message>
    <message>
        <source>Separation</source>
        <translation>分离度</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>串行</translation>
    </message>
    <message>
        <source>Serial fraction</source>
        <translation>串行比例</translation>
    </message>
    <message>
        <source>Server's learning rate η_g</source>
        <translation>服务器学习率 η_g</translation>
    </message>
    <message>
        <source>Set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1 before the program starts, and update threadpoolctl.</source>
        <translation>请在启动程序前设置 OMP_NUM_THREADS=1 和 OPENBLAS_NUM_THREADS=1，并更新 threadpoolctl。</translation>
    </message>
    <message>
        <source>Settings cannot be saved in {path}. Make the file and its folder writable; until then the program starts as if for the first time.</source>
        <translation>设置无法保存到 {path}。请使该文件及其文件夹可写；在此之前，程序每次都像首次启动一样。</translation>
    </message>
    <message>
        <source>Shards (pathological)</source>
        <translation>分片（病态）</translation>
    </message>
    <message>
        <source>Shards per client</source>
        <translation>每个客户端的分片数</translation>
    </message>
    <message>
        <source>Share kept by top_k</source>
        <translation>top_k 保留的比例</translation>
    </message>
    <message>
        <source>Share of clients per round</source>
        <translation>每轮参与的客户端比例</translation>
    </message>
    <message>
        <source>Share of features</source>
        <translation>特征比例</translation>
    </message>
    <message>
        <source>Share of links</source>
        <translation>连接比例</translation>
    </message>
    <message>
        <source>Share of rows</source>
        <translation>行比例</translation>
    </message>
    <message>
        <source>Share of the files</source>
        <translation>文件比例</translation>
    </message>
    <message>
        <source>Share that comes late</source>
        <translation>迟到的比例</translation>
    </message>
    <message>
        <source>Share that gives up</source>
        <translation>退出的比例</translation>
    </message>
    <message>
        <source>Share trimmed</source>
        <translation>截去的比例</translation>
    </message>
    <message>
        <source>Shared memory</source>
        <translation>共享内存</translation>
    </message>
    <message>
        <source>Simplified Chinese</source>
        <translation>简体中文</translation>
    </message>
    <message>
        <source>Simulated network</source>
        <translation>模拟网络</translation>
    </message>
    <message>
        <source>Simulated, not measured: clients behind links of {latency:g} ms, {up:g} Mbit/s up and {down:g} Mbit/s down (medians), each round as long as its slowest client.</source>
        <translation>模拟值，并非实测：客户端的链路为 {latency:g} 毫秒、上行 {up:g} Mbit/s、下行 {down:g} Mbit/s（中位数），每轮与最慢的客户端一样长。</translation>
    </message>
    <message>
        <source>Slaughter et al.: Task Bench: a parameterized benchmark for evaluating parallel runtime performance. SC 2020. Monotone regression: Ayer et al., Ann. Math. Statist. 26, 1955.</source>
        <translation>Slaughter 等：Task Bench: a parameterized benchmark for evaluating parallel runtime performance。SC 2020。单调回归：Ayer 等，Ann. Math. Statist. 26，1955。</translation>
    </message>
    <message>
        <source>Slow workers (%)</source>
        <translation>慢的工作进程 (%)</translation>
    </message>
    <message>
        <source>Small neural network (Keras, tanh)</source>
        <translation>小型神经网络（Keras，tanh）</translation>
    </message>
    <message>
        <source>Small neural network (PyTorch, tanh)</source>
        <translation>小型神经网络（PyTorch，tanh）</translation>
    </message>
    <message>
        <source>Small neural network (ReLU)</source>
        <translation>小型神经网络（ReLU）</translation>
    </message>
    <message>
        <source>Small neural network (tanh)</source>
        <translation>小型神经网络（tanh）</translation>
    </message>
    <message>
        <source>Small neural network for numbers</source>
        <translation>预测数值的小型神经网络</translation>
    </message>
    <message>
        <source>Small trees in sequence, each learning what the sum of those before it still gets wrong.</source>
        <translation>依次生长的小树，每棵学习之前各树之和仍然出错的部分。</translation>
    </message>
    <message>
        <source>Small trees in sequence, each paying more attention to the rows that were wrong before.</source>
        <translation>依次生成的小树，每棵都更关注之前预测错误的行。</translation>
    </message>
    <message>
        <source>Smallest gain worth having</source>
        <translation>值得的最小提升</translation>
    </message>
    <message>
        <source>Smallest leaf</source>
        <translation>叶节点最少行数</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing alpha</source>
        <translation>平滑 alpha</translation>
    </message>
    <message>
        <source>Soft averages the members' probabilities, hard counts the classes that they choose. Of no effect on values.</source>
        <translation>软投票对成员的概率取平均，硬投票统计它们选择的类别。对数值没有影响。</translation>
    </message>
    <message>
        <source>Soft vote</source>
        <translation>软投票</translation>
    </message>
    <message>
        <source>Softmax regression</source>
        <translation>Softmax 回归</translation>
    </message>
    <message>
        <source>Something ended them from outside: look for too little memory, a virus scanner, or a limit of the container.</source>
        <translation>它们是从外部被终止的：请检查内存是否不足、是否有杀毒软件或容器的限制。</translation>
    </message>
    <message>
        <source>Something is left: {names}</source>
        <translation>有残留：{names}</translation>
    </message>
    <message>
        <source>Sorting by merging</source>
        <translation>归并排序</translation>
    </message>
    <message>
        <source>Source and licence</source>
        <translation>来源与许可</translation>
    </message>
    <message>
        <source>Speedup and its 95 % interval</source>
        <translation>加速比及其 95 % 区间</translation>
    </message>
    <message>
        <source>Speedup and its interval</source>
        <translation>加速比及其区间</translation>
    </message>
    <message>
        <source>Speedup, efficiency, serial fraction</source>
        <translation>加速比、效率、串行比例</translation>
    </message>
    <message>
        <source>Split the longest task, or use fewer workers.</source>
        <translation>拆分最长的任务，或使用更少的工作进程。</translation>
    </message>
    <message>
        <source>Splits share training rows, so their scores are not independent and the plain t interval is far too narrow. The correction adds the share of test to training rows to 1/J. Differences between two models are judged in the same way, split by split.</source>
        <translation>各划分共用部分训练行，因此得分并不独立，普通的 t 区间会过窄。此校正在 1/J 上加上测试行与训练行之比。两个模型之间的差异也以同样的方式逐个划分判断。</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>离散程度</translation>
    </message>
    <message>
        <source>Squared error of the mean: members and their disagreement</source>
        <translation>平均值的平方误差：成员及其分歧</translation>
    </message>
    <message>
        <source>Squared error over repeats: bias, variance, covariance</source>
        <translation>多次重复的平方误差：偏差、方差、协方差</translation>
    </message>
    <message>
        <source>Squares</source>
        <translation>求平方</translation>
    </message>
    <message>
        <source>Squares of a list</source>
        <translation>列表求平方</translation>
    </message>
    <message>
        <source>Squares of a list over a pool: the smallest example of cutting work into tasks.</source>
        <translation>用工作进程池计算一个列表的平方：将工作拆分为任务的最小示例。</translation>
    </message>
    <message>
        <source>Stacking (logistic)</source>
        <translation>堆叠（逻辑回归）</translation>
    </message>
    <message>
        <source>Stacking (ridge)</source>
        <translation>堆叠（岭回归）</translation>
    </message>
    <message>
        <source>Stacking: Wolpert, Neural Networks 5, 1992; super learner: van der Laan, Polley and Hubbard, SAGMB 6, 2007; greedy selection: Caruana and others, ICML 2004.</source>
        <translation>堆叠：Wolpert, Neural Networks 5, 1992；超级学习器：van der Laan, Polley, Hubbard, SAGMB 6, 2007；贪心选择：Caruana 等, ICML 2004。</translation>
    </message>
    <message>
        <source>Start long tasks first and keep chunks small.</source>
        <translation>先开始较长的任务，并保持分块较小。</translation>
    </message>
    <message>
        <source>Stay with 1 worker: more get less done per second. With {workers} a problem {work:.3g} times as large takes {longer:.2f} times as long ({low:.2f}–{high:.2f}).</source>
        <translation>请只用 1 个工作进程：更多的每秒完成的工作反而更少。用 {workers} 个时，{work:.3g} 倍大的问题用时为 {longer:.2f} 倍（{low:.2f}–{high:.2f}）。</translation>
    </message>
    <message>
        <source>Stay with 1 worker: more made it slower (at best {speedup:.2f}×, {low:.2f}–{high:.2f}, with {workers}).</source>
        <translation>保持 1 个工作进程：更多反而更慢（最好为 {speedup:.2f}×，{low:.2f}–{high:.2f}，使用 {workers} 个）。</translation>
    </message>
    <message>
        <source>Stay with 1 worker: no larger count is shown to be at least 5 % faster ({workers} workers: {speedup:.2f}×, {low:.2f}–{high:.2f}).</source>
        <translation>保持 1 个工作进程：没有证据表明更多工作进程能快至少 5 %（{workers} 个工作进程：{speedup:.2f}×，{low:.2f}–{high:.2f}）。</translation>
    </message>
    <message>
        <source>Stay with 1 worker: no larger count is shown to get at least 5 % more done per second. With {workers} a problem {work:.3g} times as large takes {longer:.2f} times as long ({low:.2f}–{high:.2f}).</source>
        <translation>请只用 1 个工作进程：没有哪个更大的数量被证实每秒至少多完成 5 % 的工作。用 {workers} 个时，{work:.3g} 倍大的问题用时为 {longer:.2f} 倍（{low:.2f}–{high:.2f}）。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Steps with an L1 penalty</source>
        <translation>有 L1 惩罚时的步数</translation>
    </message>
    <message>
        <source>Steps, then averaging; or both from the same model (DGD); or with gradient tracking, which sends twice as much and comes to rest at the optimum instead of beside it.</source>
        <translation>先做梯度步再求平均；或两者都从同一模型出发（DGD）；或使用梯度跟踪，它发送的数据量加倍，但会停在最优解上，而不是停在它旁边。</translation>
    </message>
    <message>
        <source>Stop after megabytes</source>
        <translation>传输多少兆字节后停止</translation>
    </message>
    <message>
        <source>Stop after seconds</source>
        <translation>多少秒后停止</translation>
    </message>
    <message>
        <source>Stop at gradient norm</source>
        <translation>梯度范数低于此值时停止</translation>
    </message>
    <message>
        <source>Stop at relative change</source>
        <translation>相对变化低于此值时停止</translation>
    </message>
    <message>
        <source>Stop when flat</source>
        <translation>平稳时停止</translation>
    </message>
    <message>
        <source>Stop when the loss on held-out rows has not fallen for so long. The test score is then a little too good.</source>
        <translation>留出行上的损失这么久没有下降就停止。此时测试得分会略显过好。</translation>
    </message>
    <message>
        <source>Stopped after round {round} at ε = {spent:.3f}: one more round would make it {following:.3f}, more than the privacy budget of {limit:g}.</source>
        <translation>第 {round} 轮后在 ε = {spent:.3f} 时停止：再来一轮会达到 {following:.3f}，超过隐私预算 {limit:g}。</translation>
    </message>
    <message>
        <source>Stopped after round {round}: it took {seconds:.1f} s, the limit is {limit:g} s.</source>
        <translation>第 {round} 轮后停止：用了 {seconds:.1f} 秒，上限是 {limit:g} 秒。</translation>
    </message>
    <message>
        <source>Stopped after round {round}: the privacy budget ε = {limit:g} is spent (ε = {spent:.3f}).</source>
        <translation>第 {round} 轮后停止：隐私预算 ε = {limit:g} 已用完（ε = {spent:.3f}）。</translation>
    </message>
    <message>
        <source>Stopped after round {round}: {sent:.3g} MB were sent, the limit is {limit:.3g} MB.</source>
        <translation>第 {round} 轮后停止：已传输 {sent:.3g} MB，上限是 {limit:.3g} MB。</translation>
    </message>
    <message>
        <source>Stopped after {rounds} rounds, as asked.</source>
        <translation>按要求在 {rounds} 轮后停止。</translation>
    </message>
    <message>
        <source>Stopped by the privacy budget: after {rounds} rounds ε = {spent:.3g} is spent, and one more would make it {next:.3g}, beyond the limit of {limit:.3g}. More noise, fewer clients per round or a larger budget allow more rounds.</source>
        <translation>因隐私预算而停止：{rounds} 轮之后已用 ε = {spent:.3g}，再一轮将达到 {next:.3g}，超过上限 {limit:.3g}。增加噪声、减少每轮的客户端或提高预算可以进行更多轮。</translation>
    </message>
    <message>
        <source>Stopped in round {round}: only {present} clients came back, the quorum is {quorum}; so it was in {attempts} attempts. Lower the quorum, take more clients in each round, or let fewer give up.</source>
        <translation>第 {round} 轮时停止：只有 {present} 个客户端返回，法定数量是 {quorum}；尝试 {attempts} 次都是如此。请降低法定数量，每轮取更多客户端，或让更少的客户端中途退出。</translation>
    </message>
    <message>
        <source>Stopped in round {round}: the loss on held-out rows was best in round {when} ({best:.4g}) and has not been better for {patience} rounds.</source>
        <translation>第 {round} 轮时停止：留出行上的损失在第 {when} 轮最好（{best:.4g}），此后 {patience} 轮没有变得更好。</translation>
    </message>
    <message>
        <source>Stopped in round {round}: the objective changed by {change:.2g} of its value over {rounds} rounds, the limit is {limit:g}.</source>
        <translation>第 {round} 轮时停止：目标函数在 {rounds} 轮内的变化为其值的 {change:.2g}，界限是 {limit:g}。</translation>
    </message>
    <message>
        <source>Stopped in round {round}: the work of some clients failed, and {present} came back, fewer than the quorum of {quorum}. The failed tasks say why.</source>
        <translation>在第 {round} 轮停止：部分客户端的工作失败，只有 {present} 个返回，少于法定数 {quorum}。失败的任务说明了原因。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Strength of the attack</source>
        <translation>攻击强度</translation>
    </message>
    <message>
        <source>Strings of Chinese words on up to six topics, drawn by chance from the seed and written without spaces: characters and pairs of them are counted.</source>
        <translation>由种子随机抽取、至多六个主题的中文词串，书写时不加空格：统计单个字符和字符对。</translation>
    </message>
    <message>
        <source>Strings of English words on up to six topics, drawn by chance from the seed: no sentences that anybody wrote. Their number, length and difficulty are yours to choose.</source>
        <translation>由种子随机抽取、至多六个主题的英文词串：并非任何人写下的句子。数量、长度和难度由您选择。</translation>
    </message>
    <message>
        <source>Super learner</source>
        <translation>超级学习器</translation>
    </message>
    <message>
        <source>Sweeps</source>
        <translation>扫描次数</translation>
    </message>
    <message>
        <source>Synchronous, Metropolis–Hastings weights. By parameter: adapt then combine; DGD, whose gradients are taken before mixing; or K-GT, gradient tracking with local steps. Clients weighted by rows.</source>
        <translation>同步进行，Metropolis–Hastings 权重。由参数选择：先更新后合并；DGD，其梯度在混合之前计算；或 K-GT，即带本地步的梯度跟踪。客户端按行数加权。</translation>
    </message>
    <message>
        <source>Synchronous, equations (2) and (3), without momentum: moving rate β = Nα, applied after each client's local steps (its communication period τ); clients weighted by rows.</source>
        <translation>同步，公式 (2) 和 (3)，不带动量：移动率 β = Nα，在每个客户端的本地步（即通信周期 τ）之后应用；客户端按行数加权。</translation>
    </message>
    <message>
        <source>Synchronous, no backup workers: one step along the mean of the gradients weighted by rows, and a proximal step for an L1 penalty. With all rows and all clients it is centralised gradient descent.</source>
        <translation>同步，无备用工作者：沿按行数加权的梯度均值走一步，有 L1 惩罚时再走一个近端步。使用全部行和全部客户端时，它就是集中式梯度下降。</translation>
    </message>
    <message>
        <source>Synthetic</source>
        <translation>合成数据</translation>
    </message>
    <message>
        <source>Task lengths must lie between {least:g} and {most:g} seconds, the shortest first.</source>
        <translation>任务时长必须在 {least:g} 到 {most:g} 秒之间，最短的在前。</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务数</translation>
    </message>
    <message>
        <source>Tasks are</source>
        <translation>任务方式</translation>
    </message>
    <message>
        <source>Tasks are too small: one takes {task_ms:.2g} ms, and {share:.0f} % of the workers’ time goes into handing tasks out and taking results back.</source>
        <translation>任务太小：每个只需 {task_ms:.2g} ms，工作进程有 {share:.0f} % 的时间花在派发任务和取回结果上。</translation>
    </message>
    <message>
        <source>Tasks at work on a core: the only part that brings the run forward.</source>
        <translation>任务在核心上计算：唯一推动运行前进的部分。</translation>
    </message>
    <message>
        <source>Tasks longer than {low}: take {engine}{ties}.</source>
        <translation>长于 {low} 的任务：用 {engine}{ties}。</translation>
    </message>
    <message>
        <source>Tasks of log-normal length: many short ones and a few long ones. Teaches imbalance, the bound that the longest task sets, and why the longest go first.</source>
        <translation>时长呈对数正态分布的任务：许多短的和少数长的。说明不均衡、最长任务决定的界限，以及为什么最长的先做。</translation>
    </message>
    <message>
        <source>Tasks shorter than {high}: take {engine}{ties}.</source>
        <translation>短于 {high} 的任务：用 {engine}{ties}。</translation>
    </message>
    <message>
        <source>Tells two classes apart by a weighted sum of the features, turned into a probability.</source>
        <translation>用特征的加权和（转换为概率）区分两个类别。</translation>
    </message>
    <message>
        <source>Ten clients hold a tenth of the digits each and average their models after 20 local steps, beside one gradient step per round.</source>
        <translation>十个客户端各持有十分之一的数字，做 20 个本地步后平均模型，旁边是每轮一个梯度步。</translation>
    </message>
    <message>
        <source>Ten digits as pictures of 8 × 8 grey pixels. Large enough to show what workers gain.</source>
        <translation>十个数字的 8 × 8 灰度像素图像。规模足以看出增加工作进程的收益。</translation>
    </message>
    <message>
        <source>Ten models of very different kind and cost on handwritten digits, each fitted once; every rule for combining them is computed from that.</source>
        <translation>在手写数字上用十个种类和代价差别很大的模型，各只拟合一次；所有组合规则都由此算出。</translation>
    </message>
    <message>
        <source>Test score</source>
        <translation>测试得分</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本数</translation>
    </message>
    <message>
        <source>That is far from what was measured: {workers} workers are {times:.3g} times the largest count, {measured}. The band holds only if the law goes on to hold, which nothing measured shows.</source>
        <translation>这远离所测量的范围：{workers} 个工作进程是最大测量数 {measured} 的 {times:.3g} 倍。只有定律继续成立时色带才有效，而任何测量都没有表明这一点。</translation>
    </message>
    <message>
        <source>That narrows the serial share most: its 95 % interval, now {before:.3g} wide, should then be about {after:.3g}.</source>
        <translation>这样最能缩小串行比例的范围：其 95 % 区间现在宽 {before:.3g}，之后预计约为 {after:.3g}。</translation>
    </message>
    <message>
        <source>That narrows the speedup on {at} workers most: its 95 % interval, now {before:.3g} wide, should then be about {after:.3g}.</source>
        <translation>这样最能缩小 {at} 个工作进程上的加速比的范围：其 95 % 区间现在宽 {before:.3g}，之后预计约为 {after:.3g}。</translation>
    </message>
    <message>
        <source>That narrows the worker count of the peak most: its 95 % interval, now {before:.3g} workers wide, should then be about {after:.3g}.</source>
        <translation>这样最能缩小峰值所在工作进程数的范围：其 95 % 区间现在宽 {before:.3g} 个工作进程，之后预计约为 {after:.3g}。</translation>
    </message>
    <message>
        <source>The Dask cluster at {address} has {there} workers, and {asked} were asked for. Start more of them there, or choose fewer workers here.</source>
        <translation>Dask 集群 {address} 有 {there} 个工作进程，而要求的是 {asked} 个。请在该集群启动更多工作进程，或在此选择较少的工作进程数。</translation>
    </message>
    <message>
        <source>The Ray cluster at {address} has {cores} cores, which is not enough for {workers} workers. Ask for fewer workers, or add computers to the cluster.</source>
        <translation>Ray 集群 {address} 有 {cores} 个核心，不足以运行 {workers} 个工作进程。请减少工作进程数，或为集群增加计算机。</translation>
    </message>
    <message>
        <source>The Ray cluster of this computer ended unexpectedly ({reason}). What was measured is kept; run again to start it anew.</source>
        <translation>本机的 Ray 集群意外终止（{reason}）。已测得的结果会保留；再次运行即可重新启动它。</translation>
    </message>
    <message>
        <source>The Universal Scalability Law fits best: contention {alpha:.3g} ({alpha_low:.3g}–{alpha_high:.3g}), coherence {beta:.3g} ({beta_low:.3g}–{beta_high:.3g}).</source>
        <translation>通用可扩展性定律拟合得最好：争用 {alpha:.3g}（{alpha_low:.3g}–{alpha_high:.3g}），一致性 {beta:.3g}（{beta_low:.3g}–{beta_high:.3g}）。</translation>
    </message>
    <message>
        <source>The Universal Scalability Law fits best: contention {alpha:.3g} ({alpha_low:.3g}–{alpha_high:.3g}), coherence {beta:.3g} ({beta_low:.3g}–{beta_high:.3g}). By it, more than {peak:.0f} workers get less done per second.</source>
        <translation>通用可扩展性定律拟合得最好：竞争 {alpha:.3g}（{alpha_low:.3g}–{alpha_high:.3g}），一致性 {beta:.3g}（{beta_low:.3g}–{beta_high:.3g}）。按此定律，超过 {peak:.0f} 个工作进程每秒完成的工作会更少。</translation>
    </message>
    <message>
        <source>The Universal Scalability Law fits best: contention {alpha:.3g} ({alpha_low:.3g}–{alpha_high:.3g}), coherence {beta:.3g} ({beta_low:.3g}–{beta_high:.3g}). By it, more than {peak:.0f} workers make it slower.</source>
        <translation>通用可扩展性定律拟合得最好：争用 {alpha:.3g}（{alpha_low:.3g}–{alpha_high:.3g}），一致性 {beta:.3g}（{beta_low:.3g}–{beta_high:.3g}）。按此定律，超过 {peak:.0f} 个工作进程反而更慢。</translation>
    </message>
    <message>
        <source>The asked width of the interval must lie between 0 and 1 (0.05 is ± 5 %).</source>
        <translation>所要求的区间宽度必须介于 0 和 1 之间（0.05 即 ± 5 %）。</translation>
    </message>
    <message>
        <source>The average mixture (AVGM), without bootstrap correction: each client's own minimiser, found by a solver (with an L1 penalty, by proximal gradient steps), weighted by rows.</source>
        <translation>平均混合（AVGM），不做自助法校正：用求解器（有 L1 惩罚时用近端梯度步）求出每个客户端自己的最小点，再按行数加权。</translation>
    </message>
    <message>
        <source>The bandwidth must be a number of Mbit/s above 0, not {value:g}.</source>
        <translation>带宽必须是大于 0 的 Mbit/s 数，不能是 {value:g}。</translation>
    </message>
    <message>
        <source>The budget is less than one measurement.</source>
        <translation>预算不足一次测量。</translation>
    </message>
    <message>
        <source>The cap of {count} repeats was reached with speedups known within ± {width:.1f} %.</source>
        <translation>已达到 {count} 次重复的上限，加速比的误差在 ± {width:.1f} % 以内。</translation>
    </message>
    <message>
        <source>The case cannot be read from {path}: {error}</source>
        <translation>无法从 {path} 读取案例：{error}</translation>
    </message>
    <message>
        <source>The certificate of the Dask cluster at {address} is not from the authority whose file was given. Choose the file of the authority that the cluster was started with.</source>
        <translation>Dask 集群 {address} 的证书不是由所给文件中的证书颁发机构签发的。请选择启动该集群时所用的颁发机构文件。</translation>
    </message>
    <message>
        <source>The chance that ε is not kept: far below one over the number of clients.</source>
        <translation>ε 不成立的概率：应远小于客户端数的倒数。</translation>
    </message>
    <message>
        <source>The character around cells that hold the separator or a line break.</source>
        <translation>单元格含有分隔符或换行时，包围该单元格的字符。</translation>
    </message>
    <message>
        <source>The character between two cells of a line.</source>
        <translation>一行中两个单元格之间的字符。</translation>
    </message>
    <message>
        <source>The classic of map and reduce: workers count the words of their part, the program adds the counts. Teaches what the reduce step and the way back cost.</source>
        <translation>映射与归约的经典例子：工作进程统计各自部分的词，程序把计数相加。说明归约和传回要花多少。</translation>
    </message>
    <message>
        <source>The client learns honestly from labels in reversed order: the first class is called the last, and so on.</source>
        <translation>客户端老实地学习，但标签次序颠倒：第一类被称为最后一类，依此类推。</translation>
    </message>
    <message>
        <source>The cluster of {engine} at {address} gave {have} of {workers} cores. Ask for fewer workers, or wait until others need them no more.</source>
        <translation>位于 {address} 的 {engine} 集群只给出了 {workers} 个核心中的 {have} 个。请减少工作者数量，或等到其他人不再占用它们。</translation>
    </message>
    <message>
        <source>The cluster of {engine} at {address} is gone ({reason}). What was measured is kept. Start the cluster and the run again.</source>
        <translation>位于 {address} 的 {engine} 集群已消失（{reason}）。已测得的结果已保留。请重新启动集群，再重新开始运行。</translation>
    </message>
    <message>
        <source>The cluster of {engine} has no Workbench: its workers cannot run tasks. Install Workbench {here} with Python {python} on the cluster, or run on this computer.</source>
        <translation>{engine} 的集群上没有 Workbench：其工作进程无法运行任务。请在集群上安装 Workbench {here} 和 Python {python}，或在这台计算机上运行。</translation>
    </message>
    <message>
        <source>The cluster of {engine} has {what} {there}, this computer has {here}: tasks could fail there, or score differently. Install {what} {here} on the cluster, or run on this computer.</source>
        <translation>{engine} 的集群为 {what} {there}，这台计算机为 {here}：任务在那里可能失败，或得分不同。请在集群上安装 {what} {here}，或在这台计算机上运行。</translation>
    </message>
    <message>
        <source>The column “{column}” can be read as a member and a class in more than one way: write a colon between them.</source>
        <translation>列“{column}”可以有多种方式拆成成员与类别：请在两者之间写冒号。</translation>
    </message>
    <message>
        <source>The column “{column}” gives the class “{label}” of “{member}” once more: remove one.</source>
        <translation>列“{column}”重复给出了“{member}”的类别“{label}”：请删除其中一列。</translation>
    </message>
    <message>
        <source>The column “{column}” is for a class “{label}” that no row has; there are: {known}. Correct the name, or remove the column.</source>
        <translation>列“{column}”对应类别“{label}”，但没有任何一行属于它；现有类别：{known}。请更正列名，或删除该列。</translation>
    </message>
    <message>
        <source>The column “{target}” has no value at all. Choose another column to predict.</source>
        <translation>“{target}”列没有任何值。请选择其他列进行预测。</translation>
    </message>
    <message>
        <source>The combiner learned from one inner fold only, as a hold-out.</source>
        <translation>组合器只从一个内层折（作为留出集）学习。</translation>
    </message>
    <message>
        <source>The combiner saw rows of one class only, so it always predicts that.</source>
        <translation>组合器只见过一个类别的行，因此总是预测该类别。</translation>
    </message>
    <message>
        <source>The combiner sees the features beside the members' predictions, so it can trust a member in some regions more than in others.</source>
        <translation>组合器除成员的预测外还能看到特征，因此可以在某些区域更信任某个成员。</translation>
    </message>
    <message>
        <source>The combiner's fit was stopped before it had settled, as scikit-learn does by default.</source>
        <translation>组合器的拟合在收敛之前就停止了，这是 scikit-learn 的默认做法。</translation>
    </message>
    <message>
        <source>The computer was busy with other things: tasks took {times:.1f}× as long as they need. Measure again when it is quiet.</source>
        <translation>计算机同时在忙别的事情：任务所用的时间是所需时间的 {times:.1f} 倍。请在空闲时重新测量。</translation>
    </message>
    <message>
        <source>The connection to the Dask cluster at {address} was lost. What was measured is kept. See that its scheduler is running, then run again.</source>
        <translation>与 Dask 集群 {address} 的连接已中断。已测得的结果已保留。请确认其调度器正在运行，然后再次运行。</translation>
    </message>
    <message>
        <source>The connection to the Ray cluster at {address} was lost ({reason}). What was measured is kept; check that the cluster is running, then run again.</source>
        <translation>与 Ray 集群 {address} 的连接已中断（{reason}）。已测得的结果会保留；请确认集群正在运行，然后重新运行。</translation>
    </message>
    <message>
        <source>The connection to {host} would not be encrypted: anybody on the way could read your data and have other code run. Use an encrypted tunnel that begins on this computer, or allow it (“Allow unencrypted”, --allow-unencrypted).</source>
        <translation>到 {host} 的连接将不加密：途中任何人都能读取您的数据，并让其他代码运行。请使用从这台计算机开始的加密隧道，或予以允许（“允许不加密”，--allow-unencrypted）。</translation>
    </message>
    <message>
        <source>The connection to {host} would not be encrypted: anybody on the way could read your data and have other code run. Use tls://, or allow it (“Allow unencrypted”, --allow-unencrypted).</source>
        <translation>到 {host} 的连接将不加密：途中任何人都能读取您的数据，并让其他代码运行。请使用 tls://，或予以允许（“允许不加密”，--allow-unencrypted）。</translation>
    </message>
    <message>
        <source>The data of {run} and of {other} are the same. Every data set counts once: leave one of the runs out.</source>
        <translation>{run}与{other}的数据相同。每个数据集只计一次：请去掉其中一次运行。</translation>
    </message>
    <message>
        <source>The engine broke down: {reason}</source>
        <translation>引擎出现故障：{reason}</translation>
    </message>
    <message>
        <source>The engine was closed.</source>
        <translation>引擎已关闭。</translation>
    </message>
    <message>
        <source>The engine “{engine}” works on this computer only. Choose Dask, Ray or Spark for a cluster, or set the address to “local”.</source>
        <translation>引擎“{engine}”只能在这台计算机上运行。若要使用集群，请选用 Dask、Ray 或 Spark；否则请将地址设为“local”。</translation>
    </message>
    <message>
        <source>The engine's environment ({python}) cannot be started: {reason}. Remove it in Preferences → Engines and create it anew.</source>
        <translation>无法启动引擎的环境（{python}）：{reason}。请在“首选项 → 引擎”中移除它并重新建立。</translation>
    </message>
    <message>
        <source>The engine's environment ({python}) ended unexpectedly: {reason}. What was measured is kept; run again to start it anew.</source>
        <translation>引擎的环境（{python}）意外结束：{reason}。已测得的结果已保留；重新运行即可再次启动它。</translation>
    </message>
    <message>
        <source>The ensemble's loss as terms that add up to it: for squared loss it is the members' mean loss minus how far they spread around their mean (ambiguity).</source>
        <translation>集成的损失拆成相加即得的各项：对平方损失，它是成员的平均损失减去它们围绕均值的分散程度（歧义）。</translation>
    </message>
    <message>
        <source>The environment cannot be written: {reason}. Make room on the disk, or check who may write into {folder}.</source>
        <translation>无法写入环境：{reason}。请腾出磁盘空间，或检查谁可以写入 {folder}。</translation>
    </message>
    <message>
        <source>The environment has Workbench {there}, this program is {here}. Create the environment anew.</source>
        <translation>环境中的 Workbench 为 {there}，本程序为 {here}。请重新建立环境。</translation>
    </message>
    <message>
        <source>The environment has {library} {there}, this program has {here}: scores could differ. Install {library}=={here} there, or create the environment anew.</source>
        <translation>环境中的 {library} 为 {there}，本程序为 {here}：得分可能不同。请在环境中安装 {library}=={here}，或重新建立环境。</translation>
    </message>
    <message>
        <source>The environment of {python} lacks {engine}.</source>
        <translation>{python} 所在的环境缺少 {engine}。</translation>
    </message>
    <message>
        <source>The environment “{name}” is gone: there is no {python}. Remove it in Preferences → Engines and create it anew.</source>
        <translation>环境“{name}”已不存在：找不到 {python}。请在“首选项 → 引擎”中移除它并重新建立。</translation>
    </message>
    <message>
        <source>The environment's Python is {there}, this program's is {here}: compare its timings with those of other engines with care.</source>
        <translation>环境的 Python 为 {there}，本程序为 {here}：与其他引擎比较时间时请谨慎。</translation>
    </message>
    <message>
        <source>The error shrinks with the square root of them.</source>
        <translation>误差随点数的平方根减小。</translation>
    </message>
    <message>
        <source>The factor per round of the exponential schedule.</source>
        <translation>指数变化方式（exponential）中每轮的系数。</translation>
    </message>
    <message>
        <source>The fewest rows in a leaf. Lower it for tables of a few hundred rows.</source>
        <translation>一个叶节点中最少的行数。对于只有几百行的表格，请调低此值。</translation>
    </message>
    <message>
        <source>The file cannot be read: {error}.</source>
        <translation>无法读取文件：{error}。</translation>
    </message>
    <message>
        <source>The file is larger than {size} MB: give one row per measurement, at most {rows}.</source>
        <translation>文件大于 {size} MB：每次测量一行，最多 {rows} 行。</translation>
    </message>
    <message>
        <source>The file of the {kind} cannot be read: {path}. Choose another, or allow yourself to read it.</source>
        <translation>无法读取{kind}文件：{path}。请选择其他文件，或为自己加上读取权限。</translation>
    </message>
    <message>
        <source>The file of the {kind} is not in PEM form: {path}. It has a line that begins with “-----BEGIN”.</source>
        <translation>{kind}文件不是 PEM 格式：{path}。PEM 文件中有以“-----BEGIN”开头的一行。</translation>
    </message>
    <message>
        <source>The first line holds values, not names: columns are called column 1, column 2, …</source>
        <translation>首行是值而不是列名：各列命名为 column 1、column 2、…</translation>
    </message>
    <message>
        <source>The first line must name a column “workers” and one of “seconds” or “throughput”; it names: {names}.</source>
        <translation>第一行必须包含列“workers”，以及“seconds”或“throughput”之一；现有的列：{names}。</translation>
    </message>
    <message>
        <source>The first line of “{file}” is longer than 1 MiB: this is not a table, or it is far too wide. Take fewer columns.</source>
        <translation>“{file}”的首行超过 1 MiB：这不是表格，或者列数太多。请减少列数。</translation>
    </message>
    <message>
        <source>The first round alone would spend ε = {cost:.3g}, and the budget is {epsilon:.3g}. Set the noise multiplier to {needed:g} or more, or raise the budget.</source>
        <translation>仅第一轮就会用去 ε = {cost:.3g}，而预算是 {epsilon:.3g}。请将噪声倍数设为 {needed:g} 或更大，或提高预算。</translation>
    </message>
    <message>
        <source>The flat border between classes that keeps the widest margin to both.</source>
        <translation>类别之间的平直边界，与两侧保持最大间隔。</translation>
    </message>
    <message>
        <source>The frontier</source>
        <translation>前沿</translation>
    </message>
    <message>
        <source>The history file could not be read ({reason}). It was kept as {kept} and a new one was begun.</source>
        <translation>无法读取历史记录文件（{reason}）。原文件已保留为 {kept}，并新建了一个文件。</translation>
    </message>
    <message>
        <source>The history file {path} cannot be read or written ({reason}). Check that its disk is there and has space, then try again.</source>
        <translation>历史文件 {path} 无法读写（{reason}）。请检查其磁盘是否存在、是否有空间，然后重试。</translation>
    </message>
    <message>
        <source>The history file {path} cannot be used ({reason}).</source>
        <translation>无法使用历史记录文件 {path}（{reason}）。</translation>
    </message>
    <message>
        <source>The history file {path} cannot be written ({reason}). Make the file and its folder writable, or choose another history file.</source>
        <translation>无法写入历史记录文件 {path}（{reason}）。请使该文件及其所在文件夹可写，或选择其他历史记录文件。</translation>
    </message>
    <message>
        <source>The history file {path} cannot grow: the disk is full. Free some space and try again.</source>
        <translation>历史记录文件 {path} 无法增大：磁盘已满。请释放一些空间后重试。</translation>
    </message>
    <message>
        <source>The history file {path} is damaged ({reason}). Start the program again: it then keeps the file under another name and begins a new one.</source>
        <translation>历史记录文件 {path} 已损坏（{reason}）。请重新启动程序：它会将该文件改名保留，并新建一个文件。</translation>
    </message>
    <message>
        <source>The history file {path} is damaged: a run's events cannot be unpacked ({reason}).</source>
        <translation>历史记录文件 {path} 已损坏：无法解包某次运行的事件（{reason}）。</translation>
    </message>
    <message>
        <source>The history file {path} is gone. Start the program again to begin a new one.</source>
        <translation>历史记录文件 {path} 已不存在。请重新启动程序以新建一个。</translation>
    </message>
    <message>
        <source>The history file {path} is in use by another program and did not become free. Close that program, or wait, and try again.</source>
        <translation>历史记录文件 {path} 正被其他程序使用，一直未释放。请关闭该程序，或稍等片刻再试。</translation>
    </message>
    <message>
        <source>The history file {path} was written by a newer version of this program (schema {version}, known up to {known}) and was left as it is. Update the program, or choose another history file.</source>
        <translation>历史记录文件 {path} 由此程序的更新版本写入（架构版本 {version}，本程序最高支持 {known}），已保持原样。请更新程序，或选择其他历史记录文件。</translation>
    </message>
    <message>
        <source>The history is closed.</source>
        <translation>历史记录已关闭。</translation>
    </message>
    <message>
        <source>The history was left as it is.</source>
        <translation>历史保持原样。</translation>
    </message>
    <message>
        <source>The history {path} differs too much from what this version can read ({reason}). Update the program.</source>
        <translation>历史文件 {path} 与本版本能读取的内容差别过大（{reason}）。请更新程序。</translation>
    </message>
    <message>
        <source>The installation failed: {reason}. Check the network connection; without one, give a folder of wheels that holds all that is needed.</source>
        <translation>安装失败：{reason}。请检查网络连接；没有网络时，请指定一个包含全部所需 wheel 的文件夹。</translation>
    </message>
    <message>
        <source>The integral of 4 / (1 + x²) from 0 to 1, which is π, by midpoints. Teaches cutting a range, and that sums are added in a fixed order to be the same everywhere.</source>
        <translation>用中点法求 4 / (1 + x²) 从 0 到 1 的积分，即 π。说明怎样切分区间，以及求和按固定的顺序才会处处相同。</translation>
    </message>
    <message>
        <source>The interval, now {before:.3g} wide, should then be about {after:.3g}.</source>
        <translation>区间现在宽 {before:.3g}，之后预计约为 {after:.3g}。</translation>
    </message>
    <message>
        <source>The kind of model in bagging, pasting, subspaces and patches. All other methods grow trees.</source>
        <translation>装袋、粘贴、子空间和随机块中的模型种类。其他方法都生长树。</translation>
    </message>
    <message>
        <source>The latency must be a number of milliseconds of at least 0, not {value:g}.</source>
        <translation>延迟必须是不小于 0 的毫秒数，不能是 {value:g}。</translation>
    </message>
    <message>
        <source>The law in the picture of scaled speedup</source>
        <translation>缩放加速比图中的定律</translation>
    </message>
    <message>
        <source>The law in the speedup picture</source>
        <translation>加速比图中的定律</translation>
    </message>
    <message>
        <source>The law peaks at {workers:.0f} workers, {speedup:.3g} times one worker; beyond that it gets slower.</source>
        <translation>该定律在 {workers:.0f} 个工作进程时达到峰值，是一个工作进程的 {speedup:.3g} 倍；再多就会变慢。</translation>
    </message>
    <message>
        <source>The learning rate of round t: η (constant), η/√t (sqrt), or η·γ^(t−1) (exponential).</source>
        <translation>第 t 轮的学习率：η（constant）、η/√t（sqrt）或 η·γ^(t−1)（exponential）。</translation>
    </message>
    <message>
        <source>The limit of 80 % is a convention; only counts up to the largest one measured are recommended.</source>
        <translation>80 % 的界限是一种约定；只推荐不超过所测最大数量的数量。</translation>
    </message>
    <message>
        <source>The m updates with the least Krum scores, scored once, and their plain mean; m = n − f of those that answered unless given.</source>
        <translation>取 Krum 得分（只计算一次）最小的 m 个更新，求其简单平均；未给出 m 时，m = n − f，n 为作出应答的客户端数。</translation>
    </message>
    <message>
        <source>The majority class among the most similar training rows. Learns at no cost, predicts at the cost of comparing with every row.</source>
        <translation>取最相似的训练行中的多数类别。学习没有开销，预测则需要与每一行比较。</translation>
    </message>
    <message>
        <source>The mean difference on the same splits against its corrected standard error. With several comparisons the smallest p-value is multiplied by their number, the next one by one less, and so on (Holm): that is the figure behind the arrow.</source>
        <translation>相同划分上的平均差值与其校正标准误之比。有多次比较时，最小的 p 值乘以比较次数，下一个乘以次数减一，依此类推（Holm）：即箭头之后的数值。</translation>
    </message>
    <message>
        <source>The mean of the members' values without the lowest and the highest; of probabilities, class by class.</source>
        <translation>去掉最低和最高的若干成员后取均值；对概率则逐类别计算。</translation>
    </message>
    <message>
        <source>The mean target of the most similar training rows.</source>
        <translation>最相似的训练行的目标均值。</translation>
    </message>
    <message>
        <source>The median of fewer than 3 clients is their mean and bears no poisoned update. Have 3 clients at least.</source>
        <translation>不到 3 个客户端的中位数就是它们的均值，经不起任何被投毒的更新。请至少使用 3 个客户端。</translation>
    </message>
    <message>
        <source>The member with the best score on inner folds, the first on ties. It is what an ensemble has to beat: which member scores best in the end is known only afterwards.</source>
        <translation>在内层各折上得分最高的成员，并列时取第一个。这是集成必须超过的对手：最终哪个成员得分最高，只有事后才知道。</translation>
    </message>
    <message>
        <source>The member “{member}” has no column for the class “{label}”: add “{member}:{label}”. Only of two classes one may be left out.</source>
        <translation>成员“{member}”缺少类别“{label}”的列：请加上“{member}:{label}”。只有两个类别时才可省略一列。</translation>
    </message>
    <message>
        <source>The members' class probabilities are averaged; the likeliest wins.</source>
        <translation>对各成员的类别概率取平均；概率最高的类别胜出。</translation>
    </message>
    <message>
        <source>The members' predictions are averaged.</source>
        <translation>对各成员的预测值取平均。</translation>
    </message>
    <message>
        <source>The membership attack</source>
        <translation>成员推断攻击</translation>
    </message>
    <message>
        <source>The middle one of the members' values, so that single wild members move nothing; of probabilities, class by class.</source>
        <translation>取各成员数值的中间值，个别离谱的成员不会有影响；对概率则逐类别计算。</translation>
    </message>
    <message>
        <source>The model in this file was fitted on all rows afterwards and was itself never tested. Expect less on data of another kind.</source>
        <translation>此文件中的模型是之后用全部行拟合的，它本身从未被测试。对另一类数据应预期更低的得分。</translation>
    </message>
    <message>
        <source>The model knows “{name}” as numbers; here is {where} (such cells in all: {count}). Correct them. Is another decimal separator meant?</source>
        <translation>模型知道“{name}”是数值；这里是 {where}（此类单元格共 {count} 个）。请更正。是否应为另一种小数分隔符？</translation>
    </message>
    <message>
        <source>The model that all clients share. “auto” takes softmax regression for classes and linear regression for values.</source>
        <translation>所有客户端共用的模型。“auto”对类别用 softmax 回归，对数值用线性回归。</translation>
    </message>
    <message>
        <source>The most frequent class (prior, most_frequent), or a draw by frequency (stratified) or by none (uniform).</source>
        <translation>最常见的类别（prior、most_frequent），或按频率（stratified）、不按频率（uniform）随机抽取。</translation>
    </message>
    <message>
        <source>The most questions from the root to a leaf of each tree.</source>
        <translation>每棵树从根到叶最多的提问数。</translation>
    </message>
    <message>
        <source>The most questions from the root to a leaf. Empty: no limit. Shallow trees learn less and generalise more evenly.</source>
        <translation>从根节点到叶节点最多提问的次数。留空：不限制。较浅的树学到的较少，但泛化更稳定。</translation>
    </message>
    <message>
        <source>The most repeats must not be fewer than the least, nor over 1000.</source>
        <translation>最多重复次数不得小于最少重复次数，也不得超过 1000。</translation>
    </message>
    <message>
        <source>The name “{name}” occurs again as column {number}, which is called “{new}” here.</source>
        <translation>列名“{name}”在第 {number} 列重复出现，该列在此称为“{new}”。</translation>
    </message>
    <message>
        <source>The objective is the mean loss over all training rows, each client weighed by its rows, plus the penalty. The gap is how far it lies above the pooled optimum: the model that one computer would find with all rows in one place. It is computed after each round, outside of the time that is measured.</source>
        <translation>目标是所有训练行上的平均损失（各客户端按行数加权）加上惩罚项。差距是它比集中最优解高出多少；集中最优解是一台计算机把所有行放在一处时会找到的模型。它在每轮之后计算，不计入所测的时间。</translation>
    </message>
    <message>
        <source>The owner column names one owner only: joint learning needs two or more. Choose another column, or another way to deal rows.</source>
        <translation>所有者列只有一个所有者：联合学习需要两个或更多。请选择其他列，或其他划分方式。</translation>
    </message>
    <message>
        <source>The points lie beyond what the law “{law}” allows: even its best fit misses them beyond doubt. Do not rely on it.</source>
        <translation>这些点超出了定律“{law}”所允许的范围：即使最佳拟合也毫无疑问地偏离它们。不要依赖它。</translation>
    </message>
    <message>
        <source>The probabilities of “{member}” sum to {sum:.4g} instead of 1 in {places} (such rows in all: {count}).</source>
        <translation>“{member}”的概率之和在{places}为 {sum:.4g}，而不是 1（此类行共 {count} 行）。</translation>
    </message>
    <message>
        <source>The problem grows with the workers (weak scaling), so times alone cannot be compared: the scaled speedup is the ratio of work per second. W is how many times the work of one worker’s problem was done. Every repeat times each worker count once, and repeats are compared pair by pair, as in strong scaling.</source>
        <translation>问题随工作进程增大（弱扩展），因此不能只比较时间：缩放加速比是每秒完成的工作量之比。W 是完成的工作量为一个工作进程的问题的多少倍。每次重复对每个工作进程数各计时一次，各次重复成对比较，与强扩展相同。</translation>
    </message>
    <message>
        <source>The process engine broke down: {reason}</source>
        <translation>进程引擎发生故障：{reason}</translation>
    </message>
    <message>
        <source>The process engine was closed.</source>
        <translation>进程引擎已关闭。</translation>
    </message>
    <message>
        <source>The program's own wheel, which environments need, was not found. Install the program again, or name the wheel with --wheel.</source>
        <translation>未找到环境所需的程序自身的 wheel。请重新安装程序，或用 --wheel 指定该文件。</translation>
    </message>
    <message>
        <source>The quorum must be at least 1 client, not {quorum}.</source>
        <translation>法定数量必须至少是 1 个客户端，不能是 {quorum}。</translation>
    </message>
    <message>
        <source>The ranks over {datasets} data sets are not all chance ({p}, Friedman’s test), but the best by rank, {best} ({rank:.2f} on average), cannot be told from any other: mean ranks would have to lie {apart:.2f} apart (Nemenyi’s test). More data sets would tell more.</source>
        <translation>{datasets} 个数据集上的排名并非全属偶然（{p}，Friedman 检验），但排名最好的 {best}（平均 {rank:.2f}）无法与其他任何一个区分：平均排名须相差 {apart:.2f}（Nemenyi 检验）。更多数据集才能说明更多。</translation>
    </message>
    <message>
        <source>The recommendation</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>The relaxation α must lie between 0 and 2, not {alpha:g}. 1 is none, 1.5 to 1.8 often saves rounds.</source>
        <translation>松弛系数 α 必须在 0 和 2 之间，而不是 {alpha:g}。1 表示不松弛，1.5 到 1.8 往往能节省轮数。</translation>
    </message>
    <message>
        <source>The run broke with an unexpected error: {error}</source>
        <translation>运行因意外错误而中断：{error}</translation>
    </message>
    <message>
        <source>The run was ended by an error in the program.</source>
        <translation>运行因程序错误而结束。</translation>
    </message>
    <message>
        <source>The same models on the same folds on every engine that is installed: the same scores bit for bit, each at its own speed.</source>
        <translation>在每个已安装的引擎上用相同的折训练相同的模型：得分逐位相同，速度各异。</translation>
    </message>
    <message>
        <source>The same steps as data-parallel SGD, made by Keras on TensorFlow: one process with a replica of the model for each client (MirroredStrategy). Shows how long the exchange takes.</source>
        <translation>与数据并行 SGD 相同的步骤，由 TensorFlow 上的 Keras 完成：一个进程，每个客户端一个模型副本（MirroredStrategy）。显示交换要花多少时间。</translation>
    </message>
    <message>
        <source>The same steps as data-parallel SGD, made by PyTorch: a process for each client, which exchange gradients among themselves (torch.distributed). Shows how long the exchange takes.</source>
        <translation>与数据并行 SGD 相同的步骤，由 PyTorch 完成：每个客户端一个进程，彼此交换梯度（torch.distributed）。显示交换要花多少时间。</translation>
    </message>
    <message>
        <source>The same tasks need {growth:.0f} % more CPU time on {workers} workers: they compete for memory or cache.</source>
        <translation>在 {workers} 个工作进程上，同样的任务多用了 {growth:.0f} % 的 CPU 时间：它们在争用内存或缓存。</translation>
    </message>
    <message>
        <source>The same tasks need {growth:.0f} % more CPU time on {workers} workers: two workers share a physical core.</source>
        <translation>在 {workers} 个工作进程上，同样的任务多用了 {growth:.0f} % 的 CPU 时间：两个工作进程共用一个物理核心。</translation>
    </message>
    <message>
        <source>The same tree grown on several random draws of the rows: the simplest ensemble, and the ancestor of the forest.</source>
        <translation>同一种树在若干次随机抽取的行上生成：最简单的集成，也是随机森林的前身。</translation>
    </message>
    <message>
        <source>The scheduler of the local Dask cluster has ended. What was measured is kept; run again, and a new one is started.</source>
        <translation>本机 Dask 集群的调度器已退出。已测得的结果已保留；再次运行时会启动新的调度器。</translation>
    </message>
    <message>
        <source>The scores are not the same on every worker count. A model may use a random state of its own, or a task failed on the way.</source>
        <translation>各种工作进程数下的得分不一致。可能是某个模型使用了自己的随机状态，或有任务中途失败。</translation>
    </message>
    <message>
        <source>The scores are the same as on the serial engine, bit for bit, but worker processes ended on the way and were replaced: {replaced}.</source>
        <translation>得分与串行引擎逐位相同，但途中有工作进程终止并被替换：{replaced}。</translation>
    </message>
    <message>
        <source>The scores are {metric} in {run}, but {other} in {first}. Compare runs of one kind: classification or regression.</source>
        <translation>{run}的得分是 {metric}，而{first}的是 {other}。请比较同一类的运行：分类或回归。</translation>
    </message>
    <message>
        <source>The scores differ from those of the serial engine.</source>
        <translation>得分与串行引擎的不同。</translation>
    </message>
    <message>
        <source>The seed must be a whole number from 0 to 4294967295.</source>
        <translation>随机种子必须是 0 到 4294967295 之间的整数。</translation>
    </message>
    <message>
        <source>The server averages the models of the m clients with the most like them. Bears f hostile clients and learns from many.</source>
        <translation>服务器对与其他模型最相似的 m 个客户端的模型求平均。可经受 f 个敌意客户端，并向多个客户端学习。</translation>
    </message>
    <message>
        <source>The server averages, for each coordinate, the clients' values without the lowest and the highest, so that a few cannot move it far.</source>
        <translation>服务器对每个坐标，去掉各客户端数值中最低和最高的若干个后求平均，因此少数客户端无法使它偏离很远。</translation>
    </message>
    <message>
        <source>The server has a rate for each coordinate, the smaller the more that coordinate has moved so far. Good where few rows have a feature.</source>
        <translation>服务器对每个坐标各有一个学习率，该坐标迄今移动得越多，学习率越小。适合只有少数行具有某个特征的情形。</translation>
    </message>
    <message>
        <source>The server has momentum and a rate for each coordinate, the smaller the more that coordinate has moved lately.</source>
        <translation>服务器带有动量，并且对每个坐标各有一个学习率，该坐标近来移动得越多，学习率越小。</translation>
    </message>
    <message>
        <source>The server takes over one client's model whole: the one with the most like it. Bears f hostile clients; learns from one at a time.</source>
        <translation>服务器整个采用一个客户端的模型：与其他模型最相似的那一个。可经受 f 个敌意客户端；每次只向一个客户端学习。</translation>
    </message>
    <message>
        <source>The server takes the middle of the clients' values for each coordinate, so that fewer than half of them cannot move it far. On data that differ it is not the optimum.</source>
        <translation>服务器对每个坐标取各客户端数值的中位数，因此不到一半的客户端无法使它偏离很远。当各方数据不同时，它不是最优解。</translation>
    </message>
    <message>
        <source>The share of an update that is sent must be above 0 and at most 1, not {keep:g}.</source>
        <translation>更新中发送的比例必须大于 0 且不超过 1，不能是 {keep:g}。</translation>
    </message>
    <message>
        <source>The share of clients in a round must be above 0 and at most 1, not {value:g}. Use 1 for all of them.</source>
        <translation>每轮参与的客户端比例必须大于 0 且不超过 1，不能是 {value:g}。要全部参与请用 1。</translation>
    </message>
    <message>
        <source>The share of clients that come late must be at least 0 and below 1, not {value:g}: if all are late, nothing is learned.</source>
        <translation>迟到的客户端比例必须不小于 0 且小于 1，不能是 {value:g}：如果全部迟到，就什么也学不到。</translation>
    </message>
    <message>
        <source>The share of clients that give up must be at least 0 and below 1, not {value:g}: if all give up, nothing is learned.</source>
        <translation>中途退出的客户端比例必须不小于 0 且小于 1，不能是 {value:g}：如果全部退出，就什么也学不到。</translation>
    </message>
    <message>
        <source>The share of each term in each class, as if terms knew nothing of each other (multinomial). The classic for texts, and very fast.</source>
        <translation>每个词项在每一类中所占的份额，仿佛词项之间互不相干（多项式）。文本的经典方法，非常快。</translation>
    </message>
    <message>
        <source>The share of rows whose class is drawn at random instead.</source>
        <translation>类别改为随机抽取的行所占的比例。</translation>
    </message>
    <message>
        <source>The share of the members that each bag may select from.</source>
        <translation>每袋可以选择的成员所占的比例。</translation>
    </message>
    <message>
        <source>The share of the workers’ time that became speedup. 100 % means that nothing was lost; below 50 % more than half of the workers’ time was. Of a problem that grew p-fold it is T(1) / T(p).</source>
        <translation>工作进程的时间中转化为加速比的份额。100 % 表示没有任何损失；低于 50 % 表示损失了工作进程一半以上的时间。对于增大到 p 倍的问题，它等于 T(1) / T(p)。</translation>
    </message>
    <message>
        <source>The share of words that come from a topic, some of them from a wrong one; all others could stand in any text. Smaller is harder.</source>
        <translation>来自某个主题的词语所占份额，其中一些来自错误的主题；其余词语可出现在任何文本中。越小越难。</translation>
    </message>
    <message>
        <source>The simulated machine</source>
        <translation>模拟的机器</translation>
    </message>
    <message>
        <source>The size at which growth ends at the latest.</source>
        <translation>最迟在此规模结束生长。</translation>
    </message>
    <message>
        <source>The size of a step: too small is slow, too large never settles.</source>
        <translation>每一步的步长：太小则慢，太大则无法收敛。</translation>
    </message>
    <message>
        <source>The size of the first step of Adam; it falls to 0 by the last.</source>
        <translation>Adam 第一步的大小；到最后一步时降为 0。</translation>
    </message>
    <message>
        <source>The sizes of the clients are drawn from Dir(α) and rows by chance: clients have the same kind of data, but more or less of it.</source>
        <translation>客户端的大小从 Dir(α) 抽取，行则随机分配：各客户端的数据是同一类的，只是有多有少。</translation>
    </message>
    <message>
        <source>The smaller, the less alike the clients: 100 makes them nearly the same, 0.1 very different.</source>
        <translation>越小，客户端之间越不相似：100 使它们几乎相同，0.1 使它们差别很大。</translation>
    </message>
    <message>
        <source>The smallest parallel program: squares of a list over a pool of workers.</source>
        <translation>最小的并行程序：用工作进程池计算一个列表的平方。</translation>
    </message>
    <message>
        <source>The square root or the logarithm of their number, or all of them. Fewer make the trees differ more and grow faster.</source>
        <translation>特征总数的平方根或对数，或全部特征。越少则各树差异越大，生成也越快。</translation>
    </message>
    <message>
        <source>The standard deviation of the lengths' logarithm: 0 makes them equal, with 2 a few are a hundred times longer than most.</source>
        <translation>时长对数的标准差：0 使它们相等，2 时少数任务比多数长一百倍。</translation>
    </message>
    <message>
        <source>The sum of all updates gets Gaussian noise of z times the longest update. Needs “clip”.</source>
        <translation>所有更新之和加上高斯噪声，大小为最长更新的 z 倍。需要设置裁剪。</translation>
    </message>
    <message>
        <source>The tasks last as long as they were measured on the fewest workers. One program hands them out in order to whoever is free first; data cross one link, and some workers are slower. Nothing of it is measured.</source>
        <translation>任务的时长与在最少工作进程上测得的一样。一个程序按顺序把它们分给最先空闲的工作进程；数据经过一条链路，有些工作进程较慢。这些都未经测量。</translation>
    </message>
    <message>
        <source>The test share must lie between 0 and 1, for example 0.2.</source>
        <translation>测试比例必须介于 0 和 1 之间，例如 0.2。</translation>
    </message>
    <message>
        <source>The time budget must be more than 0 seconds, or none.</source>
        <translation>时间预算必须大于 0 秒，或不设预算。</translation>
    </message>
    <message>
        <source>The time budget of {budget:g} s was used up after {count} repeats.</source>
        <translation>{budget:g} s 的时间预算在 {count} 次重复后用尽。</translation>
    </message>
    <message>
        <source>The time that a trial had is workers × wall time, in worker-seconds. Each part is measured by clock readings of its own, not as what is left over, so that “unexplained” shows how well they agree. Per worker count every part is the mean over its measured trials. The last lines are the threads that each worker’s libraries would use, as found after its warm-up, and its peak memory.</source>
        <translation>一次试验拥有的时间是工作进程数 × 实际用时，单位为工作进程·秒。每一部分都由各自的时钟读数测得，而不是取余数，因此“未归因”显示了它们相互吻合的程度。每种工作进程数的各部分是其所有计时试验的均值。最后几行是预热之后查得的、每个工作进程中各库将使用的线程数，以及其内存峰值。</translation>
    </message>
    <message>
        <source>The truth “{column}” is missing in {places} (such rows in all: {count}): fill it in, or remove these rows.</source>
        <translation>真值“{column}”在{places}缺失（此类行共 {count} 行）：请补上，或删除这些行。</translation>
    </message>
    <message>
        <source>The truth “{column}” is no number in {places} (such rows in all: {count}): correct it, or remove these rows.</source>
        <translation>真值“{column}”在{places}不是数字（此类行共 {count} 行）：请更正，或删除这些行。</translation>
    </message>
    <message>
        <source>The update is sent with its sign reversed, and larger by the strength of the attack.</source>
        <translation>发送的更新符号相反，并按攻击强度放大。</translation>
    </message>
    <message>
        <source>The upper edge of its band does reach it, from {low} workers on: the measurements do not exclude it.</source>
        <translation>其色带的上边缘从 {low} 个工作进程起可以达到：测量结果并不排除这一点。</translation>
    </message>
    <message>
        <source>The usual power of 80 %; the correction is that of Nadeau and Bengio.</source>
        <translation>通常的 80 % 检验功效；校正采用 Nadeau 和 Bengio 的方法。</translation>
    </message>
    <message>
        <source>The weighted sum of the features with the smallest squared error. The plain reference for every other model.</source>
        <translation>使平方误差最小的特征加权和。它是所有其他模型的基本参照。</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>The worker did not answer: {text}</source>
        <translation>工作进程没有应答：{text}</translation>
    </message>
    <message>
        <source>The workers of {engine} cannot be started ({reason}). Allow workers more memory, or choose the engine “processes”.</source>
        <translation>无法启动 {engine} 的工作进程（{reason}）。请允许工作进程使用更多内存，或选择“进程”引擎。</translation>
    </message>
    <message>
        <source>The {kind} asks for a passphrase: {path}. Save it without one, readable for you alone.</source>
        <translation>{kind}需要密码：{path}。请保存为不带密码且只有您能读取的文件。</translation>
    </message>
    <message>
        <source>The {memory} MiB that a task may use are too little for “{task}” ({reason}). Allow workers more memory, make smaller files, or ask for fewer sensors.</source>
        <translation>一个任务可用的 {memory} MiB 不足以完成“{task}”（{reason}）。请允许工作进程使用更多内存、把文件做小，或减少传感器数量。</translation>
    </message>
    <message>
        <source>The ε of {strategy} is not known here, since it is no mean of updates: leave out noise, or choose federated averaging.</source>
        <translation>“{strategy}”不是更新的均值，这里不知道它的 ε：请去掉噪声，或选择联邦平均。</translation>
    </message>
    <message>
        <source>There are measurements with more workers than the {cores} cores here: the lack of cores is then part of what the law calls contention.</source>
        <translation>有些测量使用的工作进程多于本机的 {cores} 个核心：此时核心不足也算进了定律所说的争用。</translation>
    </message>
    <message>
        <source>There are more than {rows} rows: give the medians, or a part of the repeats.</source>
        <translation>超过 {rows} 行：请给出中位数，或只给出一部分重复。</translation>
    </message>
    <message>
        <source>There are no scores of models in {run}. Compare runs that score models on data, such as a cross-validation.</source>
        <translation>{run}中没有模型得分。请比较在数据上给模型评分的运行，例如交叉验证。</translation>
    </message>
    <message>
        <source>There are too few rows to say whether an attacker can tell training rows from test rows.</source>
        <translation>行数太少，无法判断攻击者能否分辨训练行和测试行。</translation>
    </message>
    <message>
        <source>There are {weights} weights for {members} members: give one to each, in their order.</source>
        <translation>{members} 个成员却有 {weights} 个权重：请按成员顺序各给一个。</translation>
    </message>
    <message>
        <source>There is an environment “{name}” already. Remove it first, or choose another name.</source>
        <translation>已有名为“{name}”的环境。请先移除它，或换一个名称。</translation>
    </message>
    <message>
        <source>There is no column “{name}” in these data.</source>
        <translation>这些数据中没有列“{name}”。</translation>
    </message>
    <message>
        <source>There is no computer named “{host}” to connect {engine} to. Check the address of the cluster, and the network.</source>
        <translation>找不到名为“{host}”的计算机，{engine} 无法连接。请检查集群的地址和网络。</translation>
    </message>
    <message>
        <source>There is no environment “{name}”. Known: {known}.</source>
        <translation>没有环境“{name}”。已知：{known}。</translation>
    </message>
    <message>
        <source>There is no feature to learn from. {notes}</source>
        <translation>没有可供学习的特征。{notes}</translation>
    </message>
    <message>
        <source>There is no file “{file}”. Check its name and folder.</source>
        <translation>文件“{file}”不存在。请检查文件名和所在文件夹。</translation>
    </message>
    <message>
        <source>There is no folder “{path}” with wheels.</source>
        <translation>没有存放 wheel 的文件夹“{path}”。</translation>
    </message>
    <message>
        <source>There is no owner column: choose the column of your table that says whose row it is, or another way to deal rows.</source>
        <translation>没有所有者列：请在您的表格中选择说明每一行属于谁的列，或选择其他划分方式。</translation>
    </message>
    <message>
        <source>There is no place for its files: {path} ({reason}).</source>
        <translation>没有存放其文件的位置：{path}（{reason}）。</translation>
    </message>
    <message>
        <source>There is no run “{number}”. The newest is {newest}; “workbench list runs” shows all.</source>
        <translation>没有编号为“{number}”的运行。最新的是 {newest}；使用“workbench list runs”可查看全部。</translation>
    </message>
    <message>
        <source>There is no server: each client keeps a model, makes gradient steps, and averages with its neighbours in a graph. The better the graph is connected, the sooner all agree.</source>
        <translation>没有服务器：每个客户端保留一个模型，做梯度步，并与图中的邻居求平均。图的连通性越好，大家越快达成一致。</translation>
    </message>
    <message>
        <source>There is no wheel “{path}”.</source>
        <translation>没有 wheel 文件“{path}”。</translation>
    </message>
    <message>
        <source>There is no window: PySide6 is not installed. To have one: pip install 'workbench[gui]'</source>
        <translation>没有窗口：未安装 PySide6。若需要窗口：pip install 'workbench[gui]'</translation>
    </message>
    <message>
        <source>There is no {kind} “{name}”. Did you mean “{near}”? Known: {known}.</source>
        <translation>没有名为“{name}”的{kind}。您是不是指“{near}”？可用的有：{known}。</translation>
    </message>
    <message>
        <source>There is no {kind} “{name}”. Known: {known}.</source>
        <translation>没有名为“{name}”的{kind}。可用的有：{known}。</translation>
    </message>
    <message>
        <source>There is none here.</source>
        <translation>这里没有。</translation>
    </message>
    <message>
        <source>There is nothing to combine: at least two members are needed, here are {count} ({names}).</source>
        <translation>没有可组合的内容：至少需要两个成员，这里有 {count} 个（{names}）。</translation>
    </message>
    <message>
        <source>There must be at least two different worker counts; this file has {count}.</source>
        <translation>至少要有两种不同的工作进程数；此文件有 {count} 种。</translation>
    </message>
    <message>
        <source>These data would take {need:.2f} GB on the disk of {folder}, which has {free:.2f} GB free ({spare:.1f} GB must stay free). Ask for fewer megabytes, name a folder on a larger disk, or remove data that were made earlier with “workbench data remove”.</source>
        <translation>这些数据需要 {need:.2f} GB，而 {folder} 所在磁盘只有 {free:.2f} GB 空闲（必须保留 {spare:.1f} GB）。请减少兆字节数、指定更大磁盘上的文件夹，或用“workbench data remove”删除以前生成的数据。</translation>
    </message>
    <message>
        <source>These would be {files} files, and at most {most} are made: ask for larger files or fewer megabytes.</source>
        <translation>这将是 {files} 个文件，而最多生成 {most} 个：请把文件做大或减少兆字节数。</translation>
    </message>
    <message>
        <source>This cluster will run code sent from here, and gets the data of the experiment. Allow it only if you trust whoever runs {host}: what comes back from there could run code on this computer.</source>
        <translation>该集群将运行从这里发送的代码，并得到实验的数据。只有在信任 {host} 的管理者时才应允许：从那里返回的内容可能在这台计算机上运行代码。</translation>
    </message>
    <message>
        <source>This cluster will run code sent from here, and gets the data of the experiment. Allow it only if you trust whoever runs {host}: what comes back from there could run code on this computer. The connection is not encrypted, so the same holds for everybody on the way.</source>
        <translation>该集群将运行从这里发送的代码，并得到实验的数据。只有在信任 {host} 的管理者时才应允许：从那里返回的内容可能在这台计算机上运行代码。连接不加密，因此途中的任何人也是如此。</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台计算机</translation>
    </message>
    <message>
        <source>This installation does not do all that it should: {failed} of {looked} checks failed.</source>
        <translation>此安装未能完全正常工作：{looked} 项检查中有 {failed} 项失败。</translation>
    </message>
    <message>
        <source>This is a copy of the history of a newer version; the file itself was not touched. What you run now is kept for this session only.</source>
        <translation>这是较新版本历史的副本；原文件未被改动。现在运行的内容只在本次会话中保留。</translation>
    </message>
    <message>
        <source>This is not a valid experiment: {reason}.</source>
        <translation>这不是有效的实验：{reason}。</translation>
    </message>
    <message>
        <source>This model cannot be saved: it is made of parts that are not allowed in a saved model ({reason}). Save a row without them, or export a script.</source>
        <translation>此模型无法保存：它含有已保存的模型中不允许的部分（{reason}）。请保存不含这些部分的行，或导出脚本。</translation>
    </message>
    <message>
        <source>This model was fitted with scikit-learn {then}, here is {now}: its predictions may differ.</source>
        <translation>此模型是用 scikit-learn {then} 拟合的，这里是 {now}：预测可能不同。</translation>
    </message>
    <message>
        <source>This model would take {mib:.0f} MiB, more than a file may ({limit:.0f} MiB). Choose fewer or smaller trees, or export a script.</source>
        <translation>此模型将占用 {mib:.0f} MiB，超过文件的上限（{limit:.0f} MiB）。请选择更少或更小的树，或导出脚本。</translation>
    </message>
    <message>
        <source>This needs the library {library}, which is not installed. In a Python environment of your own, “{command}” adds it.</source>
        <translation>这需要 {library} 库，但它未安装。在您自己的 Python 环境中，“{command}”可以添加它。</translation>
    </message>
    <message>
        <source>This run compared no models, so there is none to take away. Choose a run of a cross-validation or an ensemble.</source>
        <translation>这次运行没有比较模型，因此没有可带走的模型。请选择一次交叉验证或集成的运行。</translation>
    </message>
    <message>
        <source>This system keeps settings in its registry.</source>
        <translation>此系统将设置保存在注册表中。</translation>
    </message>
    <message>
        <source>This system takes it from its memory, without a limit.</source>
        <translation>此系统直接使用内存，没有限制。</translation>
    </message>
    <message>
        <source>This will need about {need:.1f} of {have:.1f} GiB of memory ({worker:.1f} GiB per worker).</source>
        <translation>这大约需要 {have:.1f} GiB 内存中的 {need:.1f} GiB（每个工作进程 {worker:.1f} GiB）。</translation>
    </message>
    <message>
        <source>This would need about {need:.1f} GiB of memory ({worker:.1f} GiB per worker), this computer has {have:.1f} GiB. Use fewer workers or less data.</source>
        <translation>这大约需要 {need:.1f} GiB 内存（每个工作进程 {worker:.1f} GiB），而本机只有 {have:.1f} GiB。请使用更少的工作进程或更少的数据。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Threads per worker must be 0 (the libraries' own default) or a number up to 1024.</source>
        <translation>每个工作进程的线程数必须是 0（库自身的默认值）或不超过 1024 的数字。</translation>
    </message>
    <message>
        <source>Three Italian grape varieties by chemical analysis. Features have very different units, so scaling matters.</source>
        <translation>根据化学分析区分三个意大利葡萄品种。各特征的单位差异很大，因此缩放很重要。</translation>
    </message>
    <message>
        <source>Three different classifiers and their soft vote on the iris data. The tasks are tiny, so handing them out costs a good part of the time.</source>
        <translation>在鸢尾花数据上使用三种不同的分类器及其软投票。任务极小，因此分发任务就占去相当一部分时间。</translation>
    </message>
    <message>
        <source>Three different classifiers and their soft vote, beside the single model that one would have chosen. With 150 flowers hardly any difference can be told from chance.</source>
        <translation>三个不同的分类器及其软投票，与本来会选中的单个模型并列。只有 150 朵花，几乎任何差别都无法与偶然区分。</translation>
    </message>
    <message>
        <source>Three models learn from sensor readings one file at a time, side by side, and vote: how the accuracy grows with the rows seen, beside a model that is fitted to all rows at once.</source>
        <translation>三个模型并行地逐个文件从传感器读数中学习并投票：准确率如何随已见行数增长，并与一次拟合全部行的模型对比。</translation>
    </message>
    <message>
        <source>Three species of iris told apart by four measures of their flowers. One species is easy, two overlap.</source>
        <translation>根据花的四项测量值区分三种鸢尾花。其中一种容易区分，另外两种有重叠。</translation>
    </message>
    <message>
        <source>To have more: {missing}</source>
        <translation>若需更多引擎：{missing}</translation>
    </message>
    <message>
        <source>To learn from the texts in {names}, choose one such column as the only feature.</source>
        <translation>要从 {names} 中的文本学习，请选择其中一列作为唯一的特征。</translation>
    </message>
    <message>
        <source>Tolerance epsilon</source>
        <translation>容差 epsilon</translation>
    </message>
    <message>
        <source>Too few repeats to choose an engine: everything must be timed at least twice.</source>
        <translation>重复次数太少，无法选择引擎：每项至少要计时两次。</translation>
    </message>
    <message>
        <source>Too few repeats to recommend a worker count: every count needs at least two.</source>
        <translation>重复次数太少，无法推荐工作进程数：每种工作进程数至少需要两次重复。</translation>
    </message>
    <message>
        <source>Too many clients gave up to take the masks off: {left} of {holders} who hold shares of a secret are left, and {needed} are needed. The round is lost. Lower the drop-out, or the threshold.</source>
        <translation>退出的客户端太多，无法去除掩码：持有某个秘密份额的 {holders} 个客户端中只剩 {left} 个，而需要 {needed} 个。本轮作废。请降低退出率或阈值。</translation>
    </message>
    <message>
        <source>Top-k with error feedback</source>
        <translation>Top-k（带误差反馈）</translation>
    </message>
    <message>
        <source>Topical words</source>
        <translation>主题词</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Trees</source>
        <translation>树的数量</translation>
    </message>
    <message>
        <source>Trimmed mean</source>
        <translation>截尾均值</translation>
    </message>
    <message>
        <source>Trimmed mean of members</source>
        <translation>成员的截尾均值</translation>
    </message>
    <message>
        <source>Trimming {share:g} at either end leaves nobody. Trim less than 0.5.</source>
        <translation>两端各截去 {share:g} 后一个也不剩。请截去不到 0.5。</translation>
    </message>
    <message>
        <source>Tukey: Exploratory Data Analysis. Addison-Wesley 1977, chapter 2 (q₁ and q₃ are his hinges). Hoaglin, Iglewicz and Tukey: Performance of some resistant rules for outlier labeling. JASA 81, 1986. pyperf’s command “check”.</source>
        <translation>Tukey: Exploratory Data Analysis. Addison-Wesley 1977，第 2 章（q₁ 和 q₃ 为其折叶点）。Hoaglin, Iglewicz and Tukey: Performance of some resistant rules for outlier labeling. JASA 81, 1986。pyperf 的命令“check”。</translation>
    </message>
    <message>
        <source>Turn their update round, send noise, send what is no number, learn from wrong labels, or send the same figure everywhere.</source>
        <translation>把更新反向、发送噪声、发送非数值、从错误标签学习，或处处发送同一个数。</translation>
    </message>
    <message>
        <source>Two convolutions that look for small patterns, then a hidden layer, trained by {library}. Features that make a square (16, 25, … 64) are taken as a picture, row by row; any others as a line, in which only neighbours are seen together.</source>
        <translation>两个寻找小图案的卷积层，后接一个隐藏层，用 {library} 训练。特征数为平方数（16、25……64）时按行当作一幅图像；否则当作一条线，只有相邻的特征会被一起看到。</translation>
    </message>
    <message>
        <source>Two jobs give other scores than one: {two}, {one}</source>
        <translation>两个任务与一个任务的得分不同：{two},{one}</translation>
    </message>
    <message>
        <source>Two models are called “{name}”: give each its own “name”.</source>
        <translation>有两个模型名为“{name}”：请为它们分别指定“name”。</translation>
    </message>
    <message>
        <source>Two ranks train a small network with torch.distributed; our own averaging of gradients goes the same way, round by round. Says how much of a step is communication. Needs PyTorch.</source>
        <translation>两个进程用 torch.distributed 训练一个小型网络；我们自己的梯度平均逐轮走同样的路。说明一步中通信占多少。需要 PyTorch。</translation>
    </message>
    <message>
        <source>Two strategies are called “{name}”: give each its own “name”.</source>
        <translation>有两个策略都叫“{name}”：请给每个起不同的名字。</translation>
    </message>
    <message>
        <source>Under boosting: how much each member may correct. Empty takes the method’s own, 1 in AdaBoost and else 0.1.</source>
        <translation>在提升中：每个成员可以纠正多少。留空则采用方法自己的，AdaBoost 为 1，其他为 0.1。</translation>
    </message>
    <message>
        <source>Unequal members: a vote that harms</source>
        <translation>成员悬殊：有害的投票</translation>
    </message>
    <message>
        <source>Uneven tasks</source>
        <translation>不均匀的任务</translation>
    </message>
    <message>
        <source>Units in a layer</source>
        <translation>每层单元数</translation>
    </message>
    <message>
        <source>Unstable machine: one time lies {off:+.0f} % from the mean (worker count: {workers}).</source>
        <translation>机器不稳定：有一次用时偏离均值 {off:+.0f} %（工作进程数：{workers}）。</translation>
    </message>
    <message>
        <source>Unstable machine: times on 1 worker scatter by {spread:.0f} %.</source>
        <translation>机器不稳定：1 个工作进程的用时离散 {spread:.0f} %。</translation>
    </message>
    <message>
        <source>Unstable machine: times on {workers} workers scatter by {spread:.0f} %.</source>
        <translation>机器不稳定：{workers} 个工作进程的用时离散 {spread:.0f} %。</translation>
    </message>
    <message>
        <source>Unstable machine: times scatter by up to {spread:.0f} % (worker counts: {counts}).</source>
        <translation>机器不稳定：用时离散高达 {spread:.0f} %（工作进程数：{counts}）。</translation>
    </message>
    <message>
        <source>Until then the terminal can keep its runs elsewhere: workbench run … --history FILE</source>
        <translation>在此之前，终端可将运行保存到别处：workbench run … --history FILE</translation>
    </message>
    <message>
        <source>Updates averaged m</source>
        <translation>求平均的更新数 m</translation>
    </message>
    <message>
        <source>Updates cannot be clipped to a length of {clip:g}: it must be above 0. Try 1.</source>
        <translation>更新无法裁剪到长度 {clip:g}：它必须大于 0。可以试试 1。</translation>
    </message>
    <message>
        <source>Use at least 1 repeat.</source>
        <translation>请至少使用 1 次重复。</translation>
    </message>
    <message>
        <source>Use at least 2 folds.</source>
        <translation>请至少使用 2 折。</translation>
    </message>
    <message>
        <source>Use at least 2 inner folds.</source>
        <translation>内层折数至少为 2。</translation>
    </message>
    <message>
        <source>Use at most {cores} workers on this computer.</source>
        <translation>在本机上最多使用 {cores} 个工作进程。</translation>
    </message>
    <message>
        <source>Use mains power and the system’s performance mode, let the computer cool down, or add repeats.</source>
        <translation>请接通电源并使用系统的性能模式，让计算机冷却，或增加重复次数。</translation>
    </message>
    <message>
        <source>Use up to {knee} workers ({low}–{high}): each is used to at least {share:.0f} % there, by {law}. Fastest is {fastest}.</source>
        <translation>最多使用 {knee} 个工作进程（{low}–{high}）：按{law}，每个的利用率至少为 {share:.0f} %。最快的是 {fastest} 个。</translation>
    </message>
    <message>
        <source>Use worker processes, which do not share Python’s lock.</source>
        <translation>改用工作进程，它们不共用 Python 的锁。</translation>
    </message>
    <message>
        <source>Use {workers} workers: {speedup:.2f}× faster ({low:.2f}–{high:.2f}), {efficiency:.0f} % efficient{more}.</source>
        <translation>使用 {workers} 个工作进程：加速比 {speedup:.2f}×（{low:.2f}–{high:.2f}），效率 {efficiency:.0f} %{more}。</translation>
    </message>
    <message>
        <source>Variance that harms: typically right, wrong at times</source>
        <translation>有害的方差：通常正确，有时出错</translation>
    </message>
    <message>
        <source>Variance that helps: typically wrong, right at times</source>
        <translation>有益的方差：通常出错，有时正确</translation>
    </message>
    <message>
        <source>Variance: each member by itself</source>
        <translation>方差：各成员自身的变动</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Vectorised (one batched call)</source>
        <translation>向量化（一次批量调用）</translation>
    </message>
    <message>
        <source>Voting</source>
        <translation>投票方式</translation>
    </message>
    <message>
        <source>Waiting for the slowest</source>
        <translation>等待最慢者</translation>
    </message>
    <message>
        <source>Weak scaling: two workers get twice the points. It should take as long as one worker with the points of one, and what it takes longer is the price of working side by side.</source>
        <translation>弱扩展：两个工作进程得到两倍的点。用时应当与一个工作进程处理一份点相同，多出来的时间就是并行工作的代价。</translation>
    </message>
    <message>
        <source>Weighted vote</source>
        <translation>加权投票</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What a majority vote would score if members of these accuracies erred independently of each other, and what it scored.</source>
        <translation>如果具有这些准确率的成员彼此独立地出错，多数投票会得多少分，以及它实际得了多少分。</translation>
    </message>
    <message>
        <source>What a row costs</source>
        <translation>一行的代价</translation>
    </message>
    <message>
        <source>What else the computer did meanwhile is not known.</source>
        <translation>不知道计算机同时还在做什么。</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>统计对象</translation>
    </message>
    <message>
        <source>What listens at {address} does not encrypt. Check the port. If that cluster really works without encryption, its address begins with tcp://.</source>
        <translation>{address} 上监听的程序不使用加密。请检查端口。如果该集群确实不加密，其地址以 tcp:// 开头。</translation>
    </message>
    <message>
        <source>What listens at {address} ended the connection at once. Check the port. If the cluster encrypts, its address begins with tls://, and its certificates are needed.</source>
        <translation>{address} 上监听的程序立即断开了连接。请检查端口。如果该集群使用加密，其地址以 tls:// 开头，并且需要其证书。</translation>
    </message>
    <message>
        <source>What no measured part explains; negative where two parts overlap.</source>
        <translation>测得的各部分都无法解释的时间；若两部分重叠则为负值。</translation>
    </message>
    <message>
        <source>What poisoned clients do</source>
        <translation>中毒客户端做什么</translation>
    </message>
    <message>
        <source>What privacy costs</source>
        <translation>隐私的代价</translation>
    </message>
    <message>
        <source>What privacy costs could not be written to {file}: {reason}. So nothing was released. Free some space or make the folder writable, then run again.</source>
        <translation>隐私开销无法写入 {file}：{reason}。因此没有发布任何内容。请腾出空间或使文件夹可写，然后重新运行。</translation>
    </message>
    <message>
        <source>What share of the training files each member learns from, drawn for each by itself.</source>
        <translation>每个成员从训练文件中学习的比例，各自抽取。</translation>
    </message>
    <message>
        <source>What stands before the decimals: 1.5 or 1,5.</source>
        <translation>小数部分之前的符号：1.5 或 1,5。</translation>
    </message>
    <message>
        <source>What you allow could not be kept in {path}: {reason}. Make the folder writable and try again.</source>
        <translation>您的许可无法保存到 {path}：{reason}。请使该文件夹可写，然后重试。</translation>
    </message>
    <message>
        <source>Whatever their length, from {low} to {high}: take {engine}{ties}.</source>
        <translation>无论任务多长（{low} 至 {high}）：用 {engine}{ties}。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>When every strategy stops at the latest.</source>
        <translation>每种策略最迟在此停止。</translation>
    </message>
    <message>
        <source>When the solver gives up. scikit-learn's own default of 1,000 is often too few; more costs nothing where fewer are enough.</source>
        <translation>求解器在多少次迭代后放弃。scikit-learn 自身的默认值 1,000 往往太小；在较少次数就足够时，调大此值没有额外开销。</translation>
    </message>
    <message>
        <source>When the solver gives up. scikit-learn's own default of 100 is too few for unscaled data; more costs nothing where fewer are enough.</source>
        <translation>求解器在多少次迭代后放弃。scikit-learn 自身的默认值 100 对未缩放的数据来说太小；在较少次数就足够时，调大此值没有额外开销。</translation>
    </message>
    <message>
        <source>Where members draw rows, let them predict the training rows that they left out: a score that needs no test rows. It takes a little longer.</source>
        <translation>在成员抽取行的方法中，让它们预测各自未用到的训练行：无需测试行即可得到的得分。会稍慢一些。</translation>
    </message>
    <message>
        <source>Where the data are kept; nothing means the system’s cache. Every worker must see it under this name. “workbench data” lists and removes them.</source>
        <translation>数据保存在哪里；留空表示系统缓存。每个工作进程都必须以此名称看到它。“workbench data”可列出并删除这些数据。</translation>
    </message>
    <message>
        <source>Where the loss comes from</source>
        <translation>损失来自何处</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>时间花在哪里</translation>
    </message>
    <message>
        <source>Where {best}, the best member, is wrong, all others are wrong as well: there is no diversity to be had from these members.</source>
        <translation>凡是最佳成员“{best}”出错之处，其他成员也都出错：这些成员没有可利用的多样性。</translation>
    </message>
    <message>
        <source>Whether a tree may be given the same row several times.</source>
        <translation>同一行是否可以多次分给同一棵树。</translation>
    </message>
    <message>
        <source>Whether all neighbours count alike or near ones count more.</source>
        <translation>所有近邻权重相同，还是越近权重越大。</translation>
    </message>
    <message>
        <source>Whether λ holds for the bias as well.</source>
        <translation>λ 是否也作用于偏置。</translation>
    </message>
    <message>
        <source>Which engine for which task length</source>
        <translation>多长的任务用哪个引擎</translation>
    </message>
    <message>
        <source>Which error the two sides should make small. Absolute error is far slower on many rows; Poisson needs targets that are not negative.</source>
        <translation>两侧应使哪种误差最小。绝对误差在行数多时慢得多；泊松要求目标值非负。</translation>
    </message>
    <message>
        <source>Which of them is drawn anew every round.</source>
        <translation>哪些参与，每轮重新抽取。</translation>
    </message>
    <message>
        <source>Which single value is predicted.</source>
        <translation>始终预测哪一个值。</translation>
    </message>
    <message>
        <source>Who holds what</source>
        <translation>谁持有什么</translation>
    </message>
    <message>
        <source>Who talks to whom: a ring, a grid (without wrap-around), a random graph (Erdős–Rényi, drawn again until it is connected), or everyone with everyone.</source>
        <translation>谁与谁通信：环形图、网格图（边缘不相接）、随机图（Erdős–Rényi，反复抽取直到连通），或人人相连。</translation>
    </message>
    <message>
        <source>Widens every bell curve by this share of the largest variance, so that constant features do no harm.</source>
        <translation>将每条钟形曲线加宽，幅度为最大方差的这一比例，使恒定特征不会造成问题。</translation>
    </message>
    <message>
        <source>Wines</source>
        <translation>葡萄酒</translation>
    </message>
    <message>
        <source>With Gaussian noise δ must be above 0. For {clients} clients set it to {good} or less.</source>
        <translation>使用高斯噪声时 δ 必须大于 0。对于 {clients} 个客户端，请设为 {good} 或更小。</translation>
    </message>
    <message>
        <source>With each pair of {clients} clients linked with probability {share:g}, {draws} random graphs fell into parts that cannot reach each other. Take a share of links of {enough:.2g} or more, or another graph.</source>
        <translation>每两个客户端以概率 {share:g} 相连时，抽取的 {draws} 个随机图都分成了互不可达的几块（共 {clients} 个客户端）。请把连接比例设为 {enough:.2g} 或更大，或换一种图。</translation>
    </message>
    <message>
        <source>With equal weights, {vote} scores {score:.3f}, {gap} against its own best member, {best}: weaker members drag it down. Weights mend that: {rule} scores {mended:.3f}.</source>
        <translation>等权时，“{vote}”得分 {score:.3f}，与其最佳成员“{best}”相差 {gap}：较弱的成员拖累了它。加权可以补救：“{rule}”得分 {mended:.3f}。</translation>
    </message>
    <message>
        <source>With fewer answers than this a round does not count.</source>
        <translation>答复少于此数的一轮不算。</translation>
    </message>
    <message>
        <source>With more than one, each selects from a random part of the members and their weights are averaged: less luck with few rows.</source>
        <translation>多于一个时，每袋从随机的一部分成员中选择，再对权重取平均：行数少时可减少运气成分。</translation>
    </message>
    <message>
        <source>With the original features</source>
        <translation>连同原始特征</translation>
    </message>
    <message>
        <source>With {ranks} ranks a step took {step:.2f} ms, {share:.0%} of it in the exchange of gradients; one rank with all rows takes {alone:.2f} ms, so they are {speedup:.2f} times as fast. Starting them took {start:.1f} s.</source>
        <translation>{ranks} 个进程时一步用时 {step:.2f} 毫秒，其中 {share:.0%} 用于交换梯度；持有全部行的单个进程需要 {alone:.2f} 毫秒，因此速度是其 {speedup:.2f} 倍。启动用了 {start:.1f} 秒。</translation>
    </message>
    <message>
        <source>With {ranks} ranks a step took {step:.2f} ms, {share:.0%} of it in the exchange of gradients; one rank with all rows takes {alone:.2f} ms: the work is too small to be shared ({speedup:.2f} times as fast). Starting them took {start:.1f} s.</source>
        <translation>{ranks} 个进程时一步用时 {step:.2f} 毫秒，其中 {share:.0%} 用于交换梯度；持有全部行的单个进程需要 {alone:.2f} 毫秒：工作量太小，不值得分担（速度是其 {speedup:.2f} 倍）。启动用了 {start:.1f} 秒。</translation>
    </message>
    <message>
        <source>With {workers} workers a problem {work:.3g} times as large takes {longer:.2f} times as long ({low:.2f}–{high:.2f}): {efficiency:.0f} % efficient{more}.</source>
        <translation>用 {workers} 个工作进程时，{work:.3g} 倍大的问题用时为 {longer:.2f} 倍（{low:.2f}–{high:.2f}）：效率 {efficiency:.0f} %{more}。</translation>
    </message>
    <message>
        <source>With {workers} workers the speedup is larger than the number of workers. That happens when more caches hold all data, or when one worker was measured while the computer was busy. No law here covers it.</source>
        <translation>使用 {workers} 个工作进程时，加速比大于工作进程数。更多缓存装下了全部数据，或者单个工作进程是在计算机繁忙时测量的，都会如此。这里没有定律包含这种情况。</translation>
    </message>
    <message>
        <source>With {workers} workers this grows to {value:g}, beyond {most:g}: begin with less, or use fewer workers.</source>
        <translation>用 {workers} 个工作进程时，此值会增大到 {value:g}，超过 {most:g}：请从较小的值开始，或使用较少的工作进程。</translation>
    </message>
    <message>
        <source>Without noise no budget lasts even one round. Set a noise multiplier, such as 1, or leave the budget empty.</source>
        <translation>没有噪声，任何预算连一轮都撑不住。请设置噪声倍数，例如 1，或将预算留空。</translation>
    </message>
    <message>
        <source>Without shuffling every repeat would be the same split: use 1 repeat or switch shuffling on.</source>
        <translation>不打乱时每次重复的划分都相同：请使用 1 次重复，或启用打乱。</translation>
    </message>
    <message>
        <source>Word count</source>
        <translation>词频统计</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词数</translation>
    </message>
    <message>
        <source>Words, or single characters: right for Chinese, which sets no spaces between words, and for misspelt text.</source>
        <translation>词语或单个字符：后者适合词间没有空格的中文，以及有拼写错误的文本。</translation>
    </message>
    <message>
        <source>Work: {working}.</source>
        <translation>可用：{working}。</translation>
    </message>
    <message>
        <source>Workbench is not installed in the environment of {python}.</source>
        <translation>{python} 所在的环境未安装 Workbench。</translation>
    </message>
    <message>
        <source>Worker processes cannot be started ({reason}). In a script of your own, put what starts them under “if __name__ == '__main__':”.</source>
        <translation>无法启动工作进程（{reason}）。在您自己的脚本中，请将启动它们的代码放在“if __name__ == '__main__':”之下。</translation>
    </message>
    <message>
        <source>Workers sort parts, the program merges them. Teaches that all data travel back, and that the merge is a serial part which no worker takes away.</source>
        <translation>工作进程对各部分排序，程序把它们合并。说明所有数据都要传回，而合并是任何工作进程都无法分担的串行部分。</translation>
    </message>
    <message>
        <source>Wrong labels</source>
        <translation>错误标签</translation>
    </message>
    <message>
        <source>XGBoost</source>
        <translation>XGBoost</translation>
    </message>
    <message>
        <source>Yeom and others: Privacy risk in machine learning. CSF 2018.</source>
        <translation>Yeom 等：Privacy risk in machine learning. CSF 2018.</translation>
    </message>
    <message>
        <source>Yes-or-no questions about single features, one after another. Readable, but a small change of the data can change the whole tree.</source>
        <translation>依次对单个特征提出是非问题。易于解读，但数据的微小变化可能改变整棵树。</translation>
    </message>
    <message>
        <source>Yes-or-no questions about single features; each leaf predicts the mean of its rows.</source>
        <translation>对单个特征提出是非问题；每个叶节点预测其所含行的均值。</translation>
    </message>
    <message>
        <source>You have not allowed code and data to be sent to {host} without encryption. Press Run in the window to be asked, use --allow-host with --allow-unencrypted, or “workbench clusters allow --unencrypted {host}”.</source>
        <translation>您尚未允许以不加密的方式将代码和数据发送到 {host}。请在窗口中按“运行”以便询问，使用 --allow-host 和 --allow-unencrypted，或运行“workbench clusters allow --unencrypted {host}”。</translation>
    </message>
    <message>
        <source>You have not allowed code and data to be sent to {host}. Press Run in the window to be asked, use --allow-host, or “workbench clusters allow {host}”.</source>
        <translation>您尚未允许将代码和数据发送到 {host}。请在窗口中按“运行”以便询问，使用 --allow-host，或运行“workbench clusters allow {host}”。</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>a part in it is no array</source>
        <translation>其中有一个部分不是数组</translation>
    </message>
    <message>
        <source>a part is there twice</source>
        <translation>有一个部分出现了两次</translation>
    </message>
    <message>
        <source>a run begins in the middle of another</source>
        <translation>一次运行在另一次运行中间开始</translation>
    </message>
    <message>
        <source>a run goes on after its end</source>
        <translation>运行在结束之后仍在继续</translation>
    </message>
    <message>
        <source>a sentence in it cannot be filled in</source>
        <translation>其中一句话无法填写</translation>
    </message>
    <message>
        <source>a sentence in it is too long</source>
        <translation>其中一句话过长</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>一段文字</translation>
    </message>
    <message>
        <source>a trial takes only {ms:.2f} ms, so that any pause counts</source>
        <translation>一次试验只需 {ms:.2f} ms，任何停顿都会有影响</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>about {count} more folds</source>
        <translation>大约再加 {count} 折</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>allowed computer</source>
        <translation>允许的计算机</translation>
    </message>
    <message>
        <source>an error arose: {text}</source>
        <translation>发生错误：{text}</translation>
    </message>
    <message>
        <source>an estimator in it contradicts itself</source>
        <translation>其中一个估计器自相矛盾</translation>
    </message>
    <message>
        <source>arrays</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>attack</source>
        <translation>攻击</translation>
    </message>
    <message>
        <source>authority’s certificate</source>
        <translation>证书颁发机构的证书</translation>
    </message>
    <message>
        <source>available here</source>
        <translation>在此可用</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>clock in GHz: {figures}</source>
        <translation>时钟频率（GHz）：{figures}</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>combination rule</source>
        <translation>组合规则</translation>
    </message>
    <message>
        <source>compression</source>
        <translation>压缩方式</translation>
    </message>
    <message>
        <source>computation</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>contention</source>
        <translation>争用</translation>
    </message>
    <message>
        <source>cores held up by the CPU limit: {figures}</source>
        <translation>被 CPU 限额挡住的核心数：{figures}</translation>
    </message>
    <message>
        <source>cores taken by the host: {figures}</source>
        <translation>被宿主机占用的核心数：{figures}</translation>
    </message>
    <message>
        <source>cores used by other programs: {figures}</source>
        <translation>其他程序占用的核心数：{figures}</translation>
    </message>
    <message>
        <source>corrected resampled t-test, {folds} folds</source>
        <translation>校正的重采样 t 检验，{folds} 折</translation>
    </message>
    <message>
        <source>corrected resampled t-test, {folds} folds; p, unlike the interval, allows for {family} comparisons (Holm)</source>
        <translation>校正的重采样 t 检验，{folds} 折；p 已按 {family} 次比较校正（Holm），区间未校正</translation>
    </message>
    <message>
        <source>cross_val_score with n_jobs={jobs} gave the same scores as with one job.</source>
        <translation>n_jobs={jobs} 的 cross_val_score 得分与单任务时相同。</translation>
    </message>
    <message>
        <source>data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>dispatch</source>
        <translation>派发</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>执行引擎</translation>
    </message>
    <message>
        <source>events are missing</source>
        <translation>缺少事件</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>fences {low} to {high}, timings beyond them: {count}</source>
        <translation>界限 {low} 至 {high}，界外用时数：{count}</translation>
    </message>
    <message>
        <source>field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>folder of generated data</source>
        <translation>生成数据的文件夹</translation>
    </message>
    <message>
        <source>group_by: count, sum and extremes by sensor. join: readings with the sensors’ sites and calibration. scaling: mean and deviation of each column, then how far out its values lie.</source>
        <translation>group_by：按传感器计数、求和与求极值。join：读数与传感器的站点和校准相连接。scaling：各列的均值与标准差，然后看其值偏离多远。</translation>
    </message>
    <message>
        <source>growing problem</source>
        <translation>增大的问题</translation>
    </message>
    <message>
        <source>imbalance</source>
        <translation>不均衡</translation>
    </message>
    <message>
        <source>it holds too many files</source>
        <translation>其中文件过多</translation>
    </message>
    <message>
        <source>it holds too many parts</source>
        <translation>它包含的部分过多</translation>
    </message>
    <message>
        <source>it is larger than {mib:.0f} MiB</source>
        <translation>它大于 {mib:.0f} MiB</translation>
    </message>
    <message>
        <source>it is no skops file</source>
        <translation>它不是 skops 文件</translation>
    </message>
    <message>
        <source>it is not what was written</source>
        <translation>它与写出时的内容不同</translation>
    </message>
    <message>
        <source>it is of another format</source>
        <translation>它属于另一种格式</translation>
    </message>
    <message>
        <source>it left no word</source>
        <translation>它没有留下任何信息</translation>
    </message>
    <message>
        <source>it needs more than {mib:.0f} MiB of memory</source>
        <translation>所需内存超过 {mib:.0f} MiB</translation>
    </message>
    <message>
        <source>it took longer than {seconds:g} seconds</source>
        <translation>用时超过 {seconds:g} 秒</translation>
    </message>
    <message>
        <source>it would take {mib:.0f} MiB, more than a model may ({limit:.0f} MiB)</source>
        <translation>它将占用 {mib:.0f} MiB，超过模型的上限（{limit:.0f} MiB）</translation>
    </message>
    <message>
        <source>its answers are wrong: {answers}</source>
        <translation>它的结果有误：{answers}</translation>
    </message>
    <message>
        <source>its files describe different runs</source>
        <translation>其中的文件描述了不同的运行</translation>
    </message>
    <message>
        <source>its parts do not fit together</source>
        <translation>其各部分互不相符</translation>
    </message>
    <message>
        <source>its seal is missing</source>
        <translation>缺少封印</translation>
    </message>
    <message>
        <source>its version is unknown</source>
        <translation>其版本未知</translation>
    </message>
    <message>
        <source>joblib (loky)</source>
        <translation>joblib (loky)</translation>
    </message>
    <message>
        <source>k-nearest neighbours</source>
        <translation>k 近邻</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>line {line} cannot be read ({reason})</source>
        <translation>无法读取第 {line} 行（{reason}）</translation>
    </message>
    <message>
        <source>line {line} has a quote that is not closed</source>
        <translation>第 {line} 行有未闭合的引号</translation>
    </message>
    <message>
        <source>line {line} is cut into {cells} instead of {width} cells</source>
        <translation>第 {line} 行被分成 {cells} 个单元格，而不是 {width} 个</translation>
    </message>
    <message>
        <source>line {line} is longer than 2 MB</source>
        <translation>第 {line} 行超过 2 MB</translation>
    </message>
    <message>
        <source>line {line} is not UTF-8</source>
        <translation>第 {line} 行不是 UTF-8</translation>
    </message>
    <message>
        <source>lists of numbers</source>
        <translation>数字列表</translation>
    </message>
    <message>
        <source>member</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>memory was short: {level:.0f} MiB were swapped per trial</source>
        <translation>内存不足：每次试验交换了 {level:.0f} MiB</translation>
    </message>
    <message>
        <source>memory was short: {slow:.0f} MiB were swapped per slow trial, {rest:.0f} MiB in the others</source>
        <translation>内存不足：每次慢的试验交换了 {slow:.0f} MiB，其他试验为 {rest:.0f} MiB</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>one more fold</source>
        <translation>再加 1 折</translation>
    </message>
    <message>
        <source>only one of the two is right on {b} and {c} rows; McNemar’s test, chi-square with continuity correction</source>
        <translation>仅前者正确 {b} 行，仅后者正确 {c} 行；McNemar 检验，带连续性校正的卡方</translation>
    </message>
    <message>
        <source>only one of the two is right on {b} and {c} rows; McNemar’s test, exact binomial</source>
        <translation>仅前者正确 {b} 行，仅后者正确 {c} 行；McNemar 检验，精确二项</translation>
    </message>
    <message>
        <source>other programs used {level:.2f} of {cores} cores throughout</source>
        <translation>其他程序自始至终占用了 {cores} 个核心中的 {level:.2f} 个</translation>
    </message>
    <message>
        <source>other programs used {slow:.2f} of {cores} cores in the slow trials, {rest:.2f} in the others</source>
        <translation>在慢的试验中，其他程序占用了 {cores} 个核心中的 {slow:.2f} 个，在其他试验中为 {rest:.2f} 个</translation>
    </message>
    <message>
        <source>p is the number of workers, T(p) the wall time of a trial: decompose, execute and aggregate.</source>
        <translation>p 是工作进程数，T(p) 是一次试验的实际用时：分解、执行与汇总。</translation>
    </message>
    <message>
        <source>parallel seconds (the serial part stays)</source>
        <translation>并行部分的秒数（串行部分不变）</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>partition</source>
        <translation>划分方式</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>preset or file</source>
        <translation>预设或文件</translation>
    </message>
    <message>
        <source>private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>p₀ is the smallest worker count that was measured, usually 1.</source>
        <translation>p₀ 是测量过的最小工作进程数，通常为 1。</translation>
    </message>
    <message>
        <source>refused: not a finite number in {bad} of the update's {size} entries</source>
        <translation>被拒绝：更新的 {size} 个分量中有 {bad} 个不是有限的数</translation>
    </message>
    <message>
        <source>refused: the update is longer than any number can say</source>
        <translation>被拒绝：更新的长度大得无法用数表示</translation>
    </message>
    <message>
        <source>refused: the update's length {norm:.3g} is {times:.3g} times the median of the round, the limit is {limit:g} times</source>
        <translation>被拒绝：更新的长度 {norm:.3g} 是本轮中位数的 {times:.3g} 倍，上限是 {limit:g} 倍</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>row {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>rows of A</source>
        <translation>A 的行</translation>
    </message>
    <message>
        <source>rows of the picture</source>
        <translation>图像的行</translation>
    </message>
    <message>
        <source>run {run} ({dataset})</source>
        <translation>运行 {run}（{dataset}）</translation>
    </message>
    <message>
        <source>scikit-learn’s n_jobs</source>
        <translation>scikit-learn 的 n_jobs</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒数</translation>
    </message>
    <message>
        <source>serial</source>
        <translation>串行</translation>
    </message>
    <message>
        <source>shallow tree</source>
        <translation>浅树</translation>
    </message>
    <message>
        <source>shallower tree</source>
        <translation>更浅的树</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>睡眠</translation>
    </message>
    <message>
        <source>stacking with features</source>
        <translation>堆叠（含原特征）</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>tf.distribute.MirroredStrategy on logical CPUs of one process, one all-reduce of all gradients per step; float64.</source>
        <translation>tf.distribute.MirroredStrategy，使用一个进程中的逻辑 CPU，每步对所有梯度做一次全归约（all-reduce）；float64。</translation>
    </message>
    <message>
        <source>the Universal Scalability Law</source>
        <translation>通用可扩展性定律</translation>
    </message>
    <message>
        <source>the accuracy changed by {value:+.1f} points ({low:+.1f} to {high:+.1f})</source>
        <translation>准确率变化 {value:+.1f} 个百分点（{low:+.1f} 到 {high:+.1f}）</translation>
    </message>
    <message>
        <source>the answer cannot be understood</source>
        <translation>无法理解返回的结果</translation>
    </message>
    <message>
        <source>the container’s CPU limit held the cores up for {level:.0f} % of the time</source>
        <translation>容器的 CPU 限额在 {level:.0f} % 的时间里挡住了核心</translation>
    </message>
    <message>
        <source>the container’s CPU limit held the cores up for {slow:.0f} % of the slow trials, {rest:.0f} % of the others</source>
        <translation>容器的 CPU 限额在慢的试验中有 {slow:.0f} % 的时间挡住了核心，在其他试验中为 {rest:.0f} %</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>前者</translation>
    </message>
    <message>
        <source>the host of this virtual machine took {level:.0f} % of the time (steal)</source>
        <translation>这台虚拟机的宿主机占去了 {level:.0f} % 的时间（steal）</translation>
    </message>
    <message>
        <source>the host of this virtual machine took {slow:.0f} % of the time in the slow trials, {rest:.0f} % in the others (steal)</source>
        <translation>在慢的试验中，这台虚拟机的宿主机占去了 {slow:.0f} % 的时间，在其他试验中为 {rest:.0f} %（steal）</translation>
    </message>
    <message>
        <source>the order of its events is wrong ({error})</source>
        <translation>其事件顺序有误（{error}）</translation>
    </message>
    <message>
        <source>the process that read it ended unexpectedly ({name})</source>
        <translation>负责读取的进程意外结束（{name}）</translation>
    </message>
    <message>
        <source>the processor slowed itself down because of heat, {level:.1f} times per trial</source>
        <translation>处理器因过热而降速，每次试验 {level:.1f} 次</translation>
    </message>
    <message>
        <source>the processor slowed itself down because of heat, {slow:.1f} times per slow trial, {rest:.1f} times in the others</source>
        <translation>处理器因过热而降速，每次慢的试验 {slow:.1f} 次，其他试验 {rest:.1f} 次</translation>
    </message>
    <message>
        <source>the processor’s clock ran at {slow:.1f} GHz in the slow trials, at {rest:.1f} GHz in the others</source>
        <translation>处理器的时钟频率在慢的试验中为 {slow:.1f} GHz，在其他试验中为 {rest:.1f} GHz</translation>
    </message>
    <message>
        <source>the second</source>
        <translation>后者</translation>
    </message>
    <message>
        <source>the space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>the tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>through environment “{name}” (Python {python})</source>
        <translation>通过环境“{name}”（Python {python}）</translation>
    </message>
    <message>
        <source>times slowed by heat: {figures}</source>
        <translation>因过热而降速的次数：{figures}</translation>
    </message>
    <message>
        <source>transfer</source>
        <translation>传输</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>布尔值（true 或 false）</translation>
    </message>
    <message>
        <source>unexplained</source>
        <translation>未归因</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>what it predicts makes no sense</source>
        <translation>它的预测没有意义</translation>
    </message>
    <message>
        <source>words</source>
        <translation>单词</translation>
    </message>
    <message>
        <source>work</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>worker {number}: no library that uses threads</source>
        <translation>工作进程 {number}：没有使用线程的库</translation>
    </message>
    <message>
        <source>worker {number}: threads of {threads}</source>
        <translation>工作进程 {number}：线程数 {threads}</translation>
    </message>
    <message>
        <source>workload</source>
        <translation>工作负载</translation>
    </message>
    <message>
        <source>{best} came closest to the optimum of all rows in one place: after {rounds} rounds its objective lies {gap:.2g} above it.</source>
        <translation>“{best}”最接近所有行集中在一处的最优解：{rounds} 轮之后，目标函数比它高 {gap:.2g}。</translation>
    </message>
    <message>
        <source>{best} is right on every row: nothing is left for an ensemble to mend.</source>
        <translation>“{best}”在每一行上都正确：没有留给集成去改进的余地。</translation>
    </message>
    <message>
        <source>{best} reached the optimum of all rows in one place: after {rounds} rounds its objective lies {gap:.1g} above it.</source>
        <translation>“{best}”达到了所有行集中在一处的最优解：{rounds} 轮之后，目标函数只比它高 {gap:.1g}。</translation>
    </message>
    <message>
        <source>{best} scores highest ({score:.3f}), and nothing within one standard error of it predicts faster.</source>
        <translation>“{best}”得分最高（{score:.3f}），且在一个标准误之内没有预测更快的。</translation>
    </message>
    <message>
        <source>{best} scores highest ({score:.3f}), and nothing within one standard error of it takes less CPU time.</source>
        <translation>“{best}”得分最高（{score:.3f}），且在一个标准误之内没有更省 CPU 时间的。</translation>
    </message>
    <message>
        <source>{best} scores highest ({score:.3f}), but the lead of {gap} over {second} is not significant.</source>
        <translation>“{best}”得分最高（{score:.3f}），但相对“{second}”的领先（{gap}）并不显著。</translation>
    </message>
    <message>
        <source>{best} scores highest: {score:.3f}, {gap} ({low} to {high}) above {second}.</source>
        <translation>“{best}”得分最高：{score:.3f}，优于“{second}”，相差 {gap}（{low} 至 {high}）。</translation>
    </message>
    <message>
        <source>{best} scores {score:.3f} (95 % interval {low:.3f}–{high:.3f}).</source>
        <translation>“{best}”得分 {score:.3f}（95 % 区间 {low:.3f}–{high:.3f}）。</translation>
    </message>
    <message>
        <source>{best} scores {score:.3f} on one split.</source>
        <translation>“{best}”在一个划分上得分 {score:.3f}。</translation>
    </message>
    <message>
        <source>{cheapest} ({reached:.3f}) is within one standard error of the best, {best} ({score:.3f}), and predicts {times:.1f}× as fast.</source>
        <translation>“{cheapest}”（{reached:.3f}）与最佳的“{best}”（{score:.3f}）相差不到一个标准误，预测速度为后者的 {times:.1f}×。</translation>
    </message>
    <message>
        <source>{cheapest} ({reached:.3f}) is within one standard error of the best, {best} ({score:.3f}), and takes {share:.0f} % of its CPU time.</source>
        <translation>“{cheapest}”（{reached:.3f}）与最佳的“{best}”（{score:.3f}）相差不到一个标准误，CPU 时间为后者的 {share:.0f} %。</translation>
    </message>
    <message>
        <source>{cheap} is as good as {rule} within one standard error ({reached:.3f} against {score:.3f}) and takes {share:.0f} % of its compute.</source>
        <translation>“{cheap}”与“{rule}”在一个标准误之内同样好（{reached:.3f} 对 {score:.3f}），计算量只有后者的 {share:.0f} %。</translation>
    </message>
    <message>
        <source>{clients} clients would have {links:.0f} links, more than fit into memory. Take a ring, a grid, a smaller share of links, or fewer clients.</source>
        <translation>{clients} 个客户端将有 {links:.0f} 条连接，内存放不下。请改用环形图、网格图、更小的连接比例，或减少客户端。</translation>
    </message>
    <message>
        <source>{clients} clients, {links} links, {least} to {most} neighbours each; spectral gap {gap:.3g}: the larger, the sooner all agree (1 is at once).</source>
        <translation>{clients} 个客户端，{links} 条连接，每个有 {least} 到 {most} 个邻居；谱隙 {gap:.3g}：越大，大家越快达成一致（1 表示立即一致）。</translation>
    </message>
    <message>
        <source>{counts} workers</source>
        <translation>{counts} 个工作进程</translation>
    </message>
    <message>
        <source>{count} missing values were filled in as the model learned to: by the median of numbers, by the most frequent text.</source>
        <translation>{count} 个缺失值已按模型学到的方式填补：数值用中位数，文本用最常见的值。</translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation>{count} 个模型</translation>
    </message>
    <message>
        <source>{count} of {clients} clients hold no rows and have nothing to learn from: {names}.</source>
        <translation>{clients} 个客户端中有 {count} 个没有任何行，无从学习：{names}。</translation>
    </message>
    <message>
        <source>{count} poisoned clients are not possible with {clients} clients that have rows: use from 0 to {most}, so that one at least is honest.</source>
        <translation>有数据行的客户端有 {clients} 个，不可能有 {count} 个中毒客户端：请设为 0 到 {most}，使至少一个是诚实的。</translation>
    </message>
    <message>
        <source>{count} problems: {first}</source>
        <translation>{count} 个问题：{first}</translation>
    </message>
    <message>
        <source>{count} repeats were asked for.</source>
        <translation>已完成所要求的 {count} 次重复。</translation>
    </message>
    <message>
        <source>{count} repeats were made: with a single worker count there is no speedup that more of them would tell better.</source>
        <translation>已完成 {count} 次重复：只有一种工作进程数时没有加速比，更多重复也不会使结果更明确。</translation>
    </message>
    <message>
        <source>{count} rows in the training part are too few for {folds} inner folds: use at most {most}.</source>
        <translation>训练部分的 {count} 行不足以做 {folds} 个内层折：最多用 {most} 个。</translation>
    </message>
    <message>
        <source>{count} rows without a value of “{target}” left out.</source>
        <translation>已排除 {count} 行没有“{target}”值的数据。</translation>
    </message>
    <message>
        <source>{count} texts are empty; what is predicted for them says only what is usual.</source>
        <translation>{count} 篇文本为空；对它们的预测只说明通常的情况。</translation>
    </message>
    <message>
        <source>{count} texts of “{name}” are empty: all that can be learned of them is which class they are usually of.</source>
        <translation>“{name}”中有 {count} 篇文本为空：从中只能学到它们通常属于哪一类。</translation>
    </message>
    <message>
        <source>{count} workers are too many: each is a process of about 100 MB. Use at most {most}; this computer has {cores} cores.</source>
        <translation>{count} 个工作进程太多：每个都是约 100 MB 的进程。最多使用 {most} 个；本机有 {cores} 个核心。</translation>
    </message>
    <message>
        <source>{count} workers cannot do anything: use 1 or more.</source>
        <translation>{count} 个工作进程什么也做不了：请使用 1 个或更多。</translation>
    </message>
    <message>
        <source>{count} workers share {cores} cores: expect no gain beyond {cores}.</source>
        <translation>{count} 个工作进程共用 {cores} 个核心：超过 {cores} 个后预计不会再有收益。</translation>
    </message>
    <message>
        <source>{engine} cannot be started ({reason}). Check Java and the free memory, or choose the engine “processes”.</source>
        <translation>无法启动 {engine}（{reason}）。请检查 Java 和可用内存，或选择引擎“processes”。</translation>
    </message>
    <message>
        <source>{engine} cannot connect to port {port} of {host}: {reason}. Check the address, the certificates, and that the cluster has the same version of {engine}.</source>
        <translation>{engine} 无法连接到 {host} 的端口 {port}：{reason}。请检查地址、证书，以及集群的 {engine} 版本是否相同。</translation>
    </message>
    <message>
        <source>{engine} cannot use “{address}”: its addresses begin with {schemes}.</source>
        <translation>{engine} 无法使用“{address}”：其地址以 {schemes} 开头。</translation>
    </message>
    <message>
        <source>{engine} ended: its Java process is gone, perhaps for lack of memory ({reason}). What was measured is kept. Start the run again.</source>
        <translation>{engine} 已结束：其 Java 进程已消失，可能是内存不足（{reason}）。已测得的结果已保留。请重新开始运行。</translation>
    </message>
    <message>
        <source>{engine} ended: its driver process is gone, perhaps for lack of memory ({reason}). What was measured is kept. Start the run again.</source>
        <translation>{engine} 已结束：其驱动进程已消失，可能是内存不足（{reason}）。已测得的结果已保留。请重新开始运行。</translation>
    </message>
    <message>
        <source>{engine} finds no port of this computer to listen on ({reason}). End programs that hold many ports, or choose the engine “processes”.</source>
        <translation>{engine} 在本机上找不到可监听的端口（{reason}）。请结束占用大量端口的程序，或选择引擎“processes”。</translation>
    </message>
    <message>
        <source>{engine} has at most {most} worker: larger counts are left out.</source>
        <translation>“{engine}”最多有 {most} 个工作进程：更大的数量不予测量。</translation>
    </message>
    <message>
        <source>{engine} is not installed. Install it with “{command}”, or give it a Python environment of its own in Preferences → Engines.</source>
        <translation>{engine} 未安装。可用“{command}”安装，或在“首选项 → 引擎”中为它建立单独的 Python 环境。</translation>
    </message>
    <message>
        <source>{engine} is the first to use {workers} workers to {share:.0f} %, with tasks of {length}{interval}.</source>
        <translation>{engine} 最先将 {workers} 个工作进程利用到 {share:.0f} %，任务时长为 {length}{interval}。</translation>
    </message>
    <message>
        <source>{engine} needs Java {needed} or newer, and there is none. Install it ({command}), or set JAVA_HOME to the folder where it is.</source>
        <translation>{engine} 需要 Java {needed} 或更新版本，但没有找到。请安装（{command}），或将 JAVA_HOME 设为其所在文件夹。</translation>
    </message>
    <message>
        <source>{engine} needs Java {needed} or newer; {program} is Java {release}. Install a newer one ({command}), or set JAVA_HOME to the folder where one is.</source>
        <translation>{engine} 需要 Java {needed} 或更新版本；{program} 是 Java {release}。请安装更新的版本（{command}），或将 JAVA_HOME 设为其所在文件夹。</translation>
    </message>
    <message>
        <source>{engine} needs a Python environment beside the program. Create one in Preferences → Engines, or with “workbench engines create {name}”.</source>
        <translation>{engine} 需要程序之外的 Python 环境。请在“首选项 → 引擎”中建立，或运行“workbench engines create {name}”。</translation>
    </message>
    <message>
        <source>{engine} uses {workers} workers to {share:.0f} % with the shortest tasks already ({length}).</source>
        <translation>{engine} 用最短的任务（{length}）就已将 {workers} 个工作进程利用到 {share:.0f} %。</translation>
    </message>
    <message>
        <source>{first} against {second} on {rows} rows held out: {gap}, difference not significant ({p}; 95 % interval {low} to {high}; {how}).</source>
        <translation>在 {rows} 行留出数据上，“{first}”与“{second}”相差 {gap}，差异不显著（{p}；95 % 区间 {low} 至 {high}；{how}）。</translation>
    </message>
    <message>
        <source>{first} against {second}: undecided. Better by more than {rope} with probability {better}, practically equal with {equal}, worse with {worse} (Bayesian correlated t-test over {folds} folds).</source>
        <translation>“{first}”与“{second}”相比：尚无定论。高出 {rope}以上的概率为 {better}，实际相当的概率为 {equal}，更差的概率为 {worse}（{folds} 折上的贝叶斯相关 t 检验）。</translation>
    </message>
    <message>
        <source>{first} against {second}: {gap}, difference not significant ({p}), although a gain of {worth} would most likely have been seen (95 % interval {low} to {high}; {how}).</source>
        <translation>“{first}”与“{second}”相差 {gap}，差异不显著（{p}），而 {worth}的提升若存在，很可能已经看出（95 % 区间 {low} 至 {high}；{how}）。</translation>
    </message>
    <message>
        <source>{first} against {second}: {gap}, difference not significant ({p}); no number of folds would show a gain of {worth} here, since folds share their rows: that takes more data, at least {times:g} times the rows (95 % interval {low} to {high}; {how}).</source>
        <translation>“{first}”与“{second}”相差 {gap}，差异不显著（{p}）；由于各折共用同样的行，再多的折也看不出 {worth}的提升：需要更多数据，至少是现有行数的 {times:g} 倍（95 % 区间 {low} 至 {high}；{how}）。</translation>
    </message>
    <message>
        <source>{first} against {second}: {gap}, difference not significant ({p}); to see a gain of {worth} you would need {more} (95 % interval {low} to {high}; {how}).</source>
        <translation>“{first}”与“{second}”相差 {gap}，差异不显著（{p}）；要看出 {worth}的提升，需要{more}（95 % 区间 {low} 至 {high}；{how}）。</translation>
    </message>
    <message>
        <source>{first} against {second}: {gap}; one fold cannot tell whether that is chance. Take more folds or repeats.</source>
        <translation>“{first}”与“{second}”相差 {gap}；仅凭一折无法判断是否出于偶然。请增加折数或重复次数。</translation>
    </message>
    <message>
        <source>{first} and {second} are practically equal, within {rope}: probability {equal} (better {better}, worse {worse}; Bayesian correlated t-test over {folds} folds).</source>
        <translation>“{first}”与“{second}”实际相当，差距在 {rope} 以内：概率 {equal}（更好 {better}，更差 {worse}；{folds} 折上的贝叶斯相关 t 检验）。</translation>
    </message>
    <message>
        <source>{first} and {second} are right and wrong on the same rows, of {rows} held out.</source>
        <translation>在 {rows} 行留出数据上，“{first}”与“{second}”对错完全一致。</translation>
    </message>
    <message>
        <source>{first} and {second} err most alike (of the rows that either gets wrong, both do on {both:.0f} %); on {spare:.1f} % of all rows the best member ({best}) is wrong and another is right: choosing the right member each time would gain that much.</source>
        <translation>“{first}”和“{second}”的错误最相似（在至少一方出错的行中，双方都错的占 {both:.0f} %）；在全部行的 {spare:.1f} % 上，最佳成员（{best}）错而另有成员对：若每次都选对成员，可提高这么多。</translation>
    </message>
    <message>
        <source>{first} and {second} score the same on each of {folds} folds.</source>
        <translation>“{first}”与“{second}”在全部 {folds} 折上得分相同。</translation>
    </message>
    <message>
        <source>{first} is better than {second} by more than {rope}: probability {better} (practically equal {equal}, worse {worse}; Bayesian correlated t-test over {folds} folds).</source>
        <translation>“{first}”优于“{second}”，高出 {rope} 以上：概率 {better}（实际相当 {equal}，更差 {worse}；{folds} 折上的贝叶斯相关 t 检验）。</translation>
    </message>
    <message>
        <source>{first} is better than {second} on {rows} rows held out: {gap}, significant ({p}; 95 % interval {low} to {high}; {how}).</source>
        <translation>在 {rows} 行留出数据上，“{first}”优于“{second}”：{gap}，差异显著（{p}；95 % 区间 {low} 至 {high}；{how}）。</translation>
    </message>
    <message>
        <source>{first} is better than {second} on {wins} of {datasets} data sets, worse on {losses}, typically by {gap}: not significant ({p}; Wilcoxon’s signed-rank test, exact, allowing for {tests} comparisons).</source>
        <translation>“{first}”在 {datasets} 个数据集中的 {wins} 个上优于“{second}”，在 {losses} 个上更差，通常相差 {gap}：差异不显著（{p}；精确 Wilcoxon 符号秩检验，已按 {tests} 次比较校正）。</translation>
    </message>
    <message>
        <source>{first} is better than {second} on {wins} of {datasets} data sets, worse on {losses}, typically by {gap}: not significant ({p}; Wilcoxon’s signed-rank test, exact, allowing for {tests} comparisons). On {datasets} data sets it never can be: that takes at least {needed}.</source>
        <translation>“{first}”在 {datasets} 个数据集中的 {wins} 个上优于“{second}”，在 {losses} 个上更差，通常相差 {gap}：差异不显著（{p}；精确 Wilcoxon 符号秩检验，已按 {tests} 次比较校正）。仅有 {datasets} 个数据集时不可能显著：至少需要 {needed} 个。</translation>
    </message>
    <message>
        <source>{first} is better than {second} on {wins} of {datasets} data sets, worse on {losses}, typically by {gap}: significant ({p}; Wilcoxon’s signed-rank test, exact, allowing for {tests} comparisons).</source>
        <translation>“{first}”在 {datasets} 个数据集中的 {wins} 个上优于“{second}”，在 {losses} 个上更差，通常相差 {gap}：差异显著（{p}；精确 Wilcoxon 符号秩检验，已按 {tests} 次比较校正）。</translation>
    </message>
    <message>
        <source>{first} is better than {second}: {gap}, significant ({p}; 95 % interval {low} to {high}; {how}).</source>
        <translation>“{first}”优于“{second}”：{gap}，差异显著（{p}；95 % 区间 {low} 至 {high}；{how}）。</translation>
    </message>
    <message>
        <source>{first} is worse than {second} by more than {rope}: probability {worse} (practically equal {equal}, better {better}; Bayesian correlated t-test over {folds} folds).</source>
        <translation>“{first}”不如“{second}”，低于后者 {rope} 以上：概率 {worse}（实际相当 {equal}，更好 {better}；{folds} 折上的贝叶斯相关 t 检验）。</translation>
    </message>
    <message>
        <source>{first} is worse than {second} on {losses} of {datasets} data sets, better on {wins}, typically by {gap}: significant ({p}; Wilcoxon’s signed-rank test, exact, allowing for {tests} comparisons).</source>
        <translation>“{first}”在 {datasets} 个数据集中的 {losses} 个上不如“{second}”，在 {wins} 个上更好，通常相差 {gap}：差异显著（{p}；精确 Wilcoxon 符号秩检验，已按 {tests} 次比较校正）。</translation>
    </message>
    <message>
        <source>{first} is worse than {second} on {rows} rows held out: {gap}, significant ({p}; 95 % interval {low} to {high}; {how}).</source>
        <translation>在 {rows} 行留出数据上，“{first}”不如“{second}”：{gap}，差异显著（{p}；95 % 区间 {low} 至 {high}；{how}）。</translation>
    </message>
    <message>
        <source>{first} is worse than {second}: {gap}, significant ({p}; 95 % interval {low} to {high}; {how}).</source>
        <translation>“{first}”不如“{second}”：{gap}，差异显著（{p}；95 % 区间 {low} 至 {high}；{how}）。</translation>
    </message>
    <message>
        <source>{folder} holds “{name}”, which was not made here and would be counted with the others. Move it elsewhere, or name another folder.</source>
        <translation>{folder} 中有“{name}”，它不是在这里生成的，会与其他文件一起被计入。请把它移到别处，或指定另一个文件夹。</translation>
    </message>
    <message>
        <source>{folds} folds, {repeats} times</source>
        <translation>{folds} 折，{repeats} 次</translation>
    </message>
    <message>
        <source>{happened} The learning rate {eta:g} is too large: try {smaller:.3g}.</source>
        <translation>{happened}学习率 {eta:g} 太大：请试试 {smaller:.3g}。</translation>
    </message>
    <message>
        <source>{happened} Try smaller steps, or a stronger penalty.</source>
        <translation>{happened}请试试更小的步长，或更强的惩罚。</translation>
    </message>
    <message>
        <source>{host} did not answer on port {port} within {seconds:.0f} s. Check that a cluster of {engine} listens there, that it may be reached from here (firewall), and whether it expects an encrypted connection.</source>
        <translation>{host} 在 {seconds:.0f} 秒内没有在端口 {port} 上应答。请检查那里是否有 {engine} 的集群在监听、从这里能否访问（防火墙），以及它是否要求加密的连接。</translation>
    </message>
    <message>
        <source>{informative} informative features can tell at most {most} classes apart, not {classes}: ask for fewer classes or more informative features.</source>
        <translation>{informative} 个有效特征最多能区分 {most} 个类别，而不是 {classes} 个：请减少类别或增加有效特征。</translation>
    </message>
    <message>
        <source>{informative} informative features, but only {features} features in all: lower the one or raise the other.</source>
        <translation>有效特征为 {informative} 个，但特征总共只有 {features} 个：请减少前者或增加后者。</translation>
    </message>
    <message>
        <source>{language}: the font {family} and those that stand in for it have all {characters} characters.</source>
        <translation>{language}：字体 {family} 及其替补字体包含全部 {characters} 个字符。</translation>
    </message>
    <message>
        <source>{language}: {count} of {characters} characters have no glyph and show as boxes: {some}</source>
        <translation>{language}：{characters} 个字符中有 {count} 个没有字形，显示为方框：{some}</translation>
    </message>
    <message>
        <source>{library} finds no CUDA device here: choose the device “cpu”, or install a build of {library} with CUDA on a computer with an NVIDIA GPU.</source>
        <translation>{library} 在这里找不到 CUDA 设备：请选择设备“cpu”，或在装有 NVIDIA GPU 的计算机上安装带 CUDA 的 {library}。</translation>
    </message>
    <message>
        <source>{method} grows decision trees only. Choose these, or one of: {others}.</source>
        <translation>{method}只生长决策树。请选择决策树，或以下之一：{others}。</translation>
    </message>
    <message>
        <source>{method} is sequential: each member corrects those before it, so a split keeps one worker busy. With {splits} splits at most {splits} workers work at once.</source>
        <translation>{method}是顺序的：每个成员纠正之前的成员，因此一个划分只能让一个工作进程忙碌。{splits} 个划分最多有 {splits} 个工作进程同时工作。</translation>
    </message>
    <message>
        <source>{method} is sequential: within a split each member waits for the one before it. {splits} splits keep at most {splits} workers busy; the others will be idle.</source>
        <translation>{method}是顺序的：在一个划分内每个成员都等待前一个。{splits} 个划分最多让 {splits} 个工作进程忙碌；其余的将空闲。</translation>
    </message>
    <message>
        <source>{method} predicts classes here, but the target of these data is a value. Choose {other}, or a forest.</source>
        <translation>{method}在这里预测类别，但这些数据的目标是数值。请选择{other}，或一种森林。</translation>
    </message>
    <message>
        <source>{missing} of {rows} rows lack one of the two features and are left out.</source>
        <translation>{rows} 行中有 {missing} 行缺少两个特征之一，已略去。</translation>
    </message>
    <message>
        <source>{models} cannot be saved: what other libraries fit cannot be checked before it is loaded. Choose a row without it, or export a script.</source>
        <translation>{models} 无法保存：其他库拟合的内容在载入前无法检查。请选择不含它的行，或导出脚本。</translation>
    </message>
    <message>
        <source>{model} is not installed. In a Python environment of your own, “{command}” adds it.</source>
        <translation>{model} 未安装。在您自己的 Python 环境中，可用“{command}”添加。</translation>
    </message>
    <message>
        <source>{model} needs {library}, which has no package for Python {version} yet. Everything else works; with Python {newest} or older it would be there too.</source>
        <translation>{model} 需要 {library}，而它还没有适用于 Python {version} 的安装包。其他功能都可以使用；换用 Python {newest} 或更早的版本即可使用它。</translation>
    </message>
    <message>
        <source>{model} needs {library}, which has no package for this computer ({system}). Everything else works.</source>
        <translation>{model} 需要 {library}，而它没有适用于这台计算机（{system}）的安装包。其他功能都可以使用。</translation>
    </message>
    <message>
        <source>{model} needs {library}, which is not installed. In a Python environment of your own, “{command}” adds it.</source>
        <translation>{model} 需要 {library}，但尚未安装。在您自己的 Python 环境中，运行“{command}”即可添加。</translation>
    </message>
    <message>
        <source>{model} predicts classes, but the target of these data is a value.</source>
        <translation>“{model}”预测类别，但这些数据的目标是数值。</translation>
    </message>
    <message>
        <source>{model} predicts values, but the target of these data is a class.</source>
        <translation>“{model}”预测数值，但这些数据的目标是类别。</translation>
    </message>
    <message>
        <source>{model} predicts values; these data have classes. Choose softmax regression.</source>
        <translation>{model}预测数值，而这份数据是类别。请选择 softmax 回归。</translation>
    </message>
    <message>
        <source>{model} tells classes; these data have values. Choose linear regression.</source>
        <translation>{model}区分类别，而这份数据是数值。请选择线性回归。</translation>
    </message>
    <message>
        <source>{model} tells two classes apart, and there are {classes}: choose softmax regression.</source>
        <translation>{model}只能区分两个类别，而这里有 {classes} 个：请选择 softmax 回归。</translation>
    </message>
    <message>
        <source>{name} and {twin} are the same method twice: their losses differ by at most {apart:.1g} in any round.</source>
        <translation>{name} 与 {twin} 是同一方法的两种实现：任何一轮中两者的损失最多相差 {apart:.1g}。</translation>
    </message>
    <message>
        <source>{name} and {twin} should be the same method twice, but their losses differ by up to {apart:.2g}.</source>
        <translation>{name} 与 {twin} 本应是同一方法的两种实现，但两者的损失相差达 {apart:.2g}。</translation>
    </message>
    <message>
        <source>{name} is missing</source>
        <translation>缺少 {name}</translation>
    </message>
    <message>
        <source>{name} is not what was written</source>
        <translation>{name} 与写出时不同</translation>
    </message>
    <message>
        <source>{name} is there twice</source>
        <translation>{name} 出现了两次</translation>
    </message>
    <message>
        <source>{name} keeps the model of every round until it is over, which would take too much memory: choose at most {most} rounds.</source>
        <translation>{name} 会把每一轮的模型保留到结束，这会占用太多内存：请选择最多 {most} 轮。</translation>
    </message>
    <message>
        <source>{name} spent ε = {epsilon:.2f} of privacy in {rounds} rounds.</source>
        <translation>“{name}”在 {rounds} 轮中花费了隐私 ε = {epsilon:.2f}。</translation>
    </message>
    <message>
        <source>{name} stays {gap:.2g} above it, however many rounds there are: each client's local steps pull towards its own rows (client drift). Fewer local steps bring it closer, and SCAFFOLD corrects for it.</source>
        <translation>“{name}”无论多少轮都停在高出 {gap:.2g} 处：每个客户端的本地步都拉向自己的行（客户端漂移）。减少本地步会更接近，SCAFFOLD 能校正它。</translation>
    </message>
    <message>
        <source>{name} stays {gap:.2g} above it, however many rounds there are: each client's local steps pull towards its own rows (client drift). {cure} corrects for that.</source>
        <translation>“{name}”无论多少轮都停在高出 {gap:.2g} 处：每个客户端的本地步都拉向自己的行（客户端漂移）。“{cure}”能校正这一点。</translation>
    </message>
    <message>
        <source>{name} without noise</source>
        <translation>{name}（无噪声）</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}：{text}</translation>
    </message>
    <message>
        <source>{noun} from {low:g} to {high:g}</source>
        <translation>介于 {low:g} 和 {high:g} 之间的{noun}</translation>
    </message>
    <message>
        <source>{noun} of at least {low:g}</source>
        <translation>不小于 {low:g} 的{noun}</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}).</source>
        <translation>无法写入 {path}（{reason}）。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}). Choose another place.</source>
        <translation>无法写入 {path}（{reason}）。请选择其他位置。</translation>
    </message>
    <message>
        <source>{path} cannot be written: the disk is full.</source>
        <translation>无法写入 {path}：磁盘已满。</translation>
    </message>
    <message>
        <source>{path} cannot make environments: its part “venv” is missing. On Debian and Ubuntu: sudo apt install python{version}-venv.</source>
        <translation>{path} 无法建立环境：缺少其组成部分“venv”。在 Debian 和 Ubuntu 上：sudo apt install python{version}-venv。</translation>
    </message>
    <message>
        <source>{path} holds only {total:.0f} MiB in all.</source>
        <translation>{path} 总共只有 {total:.0f} MiB。</translation>
    </message>
    <message>
        <source>{path} is Python {version}; {oldest} or newer is needed. Install it from python.org or with your system's package manager.</source>
        <translation>{path} 是 Python {version}；需要 {oldest} 或更新版本。请从 python.org 或用系统的软件包管理器安装。</translation>
    </message>
    <message>
        <source>{path} is a Python for {there} ({bits} bits); this computer runs Workbench for {here}. Install a Python for {here}.</source>
        <translation>{path} 是用于 {there} 的 Python（{bits} 位）；此计算机上的 Workbench 用于 {here}。请安装用于 {here} 的 Python。</translation>
    </message>
    <message>
        <source>{path} is the database of another program and was left as it is. Choose another history file.</source>
        <translation>{path} 是其他程序的数据库，已保持原样。请选择其他历史记录文件。</translation>
    </message>
    <message>
        <source>{path} is writable, but only {free:.0f} MiB are free.</source>
        <translation>{path} 可写，但仅剩 {free:.0f} MiB 空间。</translation>
    </message>
    <message>
        <source>{path} is writable, {free:.1f} GiB are free.</source>
        <translation>{path} 可写，剩余 {free:.1f} GiB 空间。</translation>
    </message>
    <message>
        <source>{path} opens and is writable: {runs} runs, {mib:.1f} MiB (SQLite {sqlite}, schema {schema}).</source>
        <translation>{path} 可以打开并写入：{runs} 次运行，{mib:.1f} MiB(SQLite {sqlite}，结构版本 {schema})。</translation>
    </message>
    <message>
        <source>{path} opens and is writable: {runs} runs, {mib:.1f} MiB (SQLite {sqlite}, schema {schema}; the next start brings it to {known}).</source>
        <translation>{path} 可以打开并写入：{runs} 次运行，{mib:.1f} MiB(SQLite {sqlite}，结构版本 {schema}；下次启动时升级到 {known})。</translation>
    </message>
    <message>
        <source>{path} will be begun by the first run. Trying it in the same place worked (SQLite {sqlite}, schema {known}).</source>
        <translation>{path} 将在第一次运行时创建。在同一位置试建成功（SQLite {sqlite}，结构版本 {known}）。</translation>
    </message>
    <message>
        <source>{path} will be made when it is needed, {free:.1f} GiB are free.</source>
        <translation>{path} 将在需要时创建，剩余 {free:.1f} GiB 空间。</translation>
    </message>
    <message>
        <source>{p} corrected for several comparisons</source>
        <translation>{p}（已按多重比较校正）</translation>
    </message>
    <message>
        <source>{reason} Choose the features without them.</source>
        <translation>{reason}请选择不含这些列的特征。</translation>
    </message>
    <message>
        <source>{reason} They were left out.</source>
        <translation>{reason}这些列已被排除。</translation>
    </message>
    <message>
        <source>{reason} Until then runs are kept for this session only: save those that you want to keep as bundles (File menu).</source>
        <translation>{reason} 在此之前，运行只在本次会话中保留：请将想保留的运行保存为运行包（“文件”菜单）。</translation>
    </message>
    <message>
        <source>{repeats} random parts of {share:.0%} kept out</source>
        <translation>随机留出 {share:.0%}，共 {repeats} 次</translation>
    </message>
    <message>
        <source>{rows:,} rows × {features:,} features are more than {most:,} numbers: ask for fewer rows or features.</source>
        <translation>{rows:,} 行 × {features:,} 个特征超过了 {most:,} 个数值：请减少行数或特征数。</translation>
    </message>
    <message>
        <source>{rows:,} training rows are not enough to give {clients} clients {least} rows each. Ask for at most {most}.</source>
        <translation>{rows:,} 个训练行不足以给 {clients} 个客户端各 {least} 行。请要求至多 {most} 行。</translation>
    </message>
    <message>
        <source>{rows} rows are too few for {classes} classes: take at least {least}, ten for each class.</source>
        <translation>{rows} 行对 {classes} 个类别来说太少：请至少使用 {least} 行，即每个类别十行。</translation>
    </message>
    <message>
        <source>{rows} rows are too few: use at most {folds} folds.</source>
        <translation>{rows} 行太少：最多使用 {folds} 折。</translation>
    </message>
    <message>
        <source>{rows} training rows are fewer than {clients} clients. Use at most {rows} clients, or more rows.</source>
        <translation>{rows} 个训练行少于 {clients} 个客户端。请使用至多 {rows} 个客户端，或更多的行。</translation>
    </message>
    <message>
        <source>{row} has other settings in {run} than in {first}. Use the same on every data set, or give the row a name of its own in all runs.</source>
        <translation>“{row}”在{run}中的设置与在{first}中不同。请在每个数据集上使用相同的设置，或在所有运行中给这一行单独命名。</translation>
    </message>
    <message>
        <source>{rule} cannot be saved: it leaves neither weights nor a combiner behind. Choose another row.</source>
        <translation>{rule} 无法保存：它既不留下权重，也不留下组合器。请选择另一行。</translation>
    </message>
    <message>
        <source>{rule} learns from predictions out of fold, which a plain cross-validation does not make: choose the workload “ensemble”.</source>
        <translation>{rule}要从折外预测中学习，而普通交叉验证不产生折外预测：请选择工作负载“ensemble”。</translation>
    </message>
    <message>
        <source>{rule} passes the features through, which must be numbers without gaps for that: switch its “passthrough” off.</source>
        <translation>{rule}会传入原始特征，为此特征必须是没有缺失的数字：请关闭它的“passthrough”。</translation>
    </message>
    <message>
        <source>{rule} takes {compute:.1f}× the compute of {best} alone, and {predict:.1f}× as long to predict.</source>
        <translation>“{rule}”的计算量是单用“{best}”的 {compute:.1f}×，预测时间是 {predict:.1f}×。</translation>
    </message>
    <message>
        <source>{rule} takes {compute:.1f}× the compute of {best} alone.</source>
        <translation>“{rule}”的计算量是单用“{best}”的 {compute:.1f}×。</translation>
    </message>
    <message>
        <source>{rule} takes {predict:.1f}× as long to predict as {best} alone.</source>
        <translation>“{rule}”的预测时间是单用“{best}”的 {predict:.1f}×。</translation>
    </message>
    <message>
        <source>{sentence} Skipped: {skipped}.</source>
        <translation>{sentence} 已跳过：{skipped}。</translation>
    </message>
    <message>
        <source>{shards} shards for each of {clients} clients are {pieces:,} shards, more than there are training rows ({rows:,}), so some would be empty. Use at most {most} per client.</source>
        <translation>{clients} 个客户端各 {shards} 个分片，共 {pieces:,} 个分片，多于训练行数（{rows:,}），有些分片会是空的。请每个客户端使用至多 {most} 个。</translation>
    </message>
    <message>
        <source>{share:.0f} % of the threads’ time is waiting inside tasks: Python code runs in one thread at a time.</source>
        <translation>线程有 {share:.0f} % 的时间在任务内等待：同一时刻只有一个线程能运行 Python 代码。</translation>
    </message>
    <message>
        <source>{share:.0f} % of the workers’ time is moving data: packing, pipes and unpacking.</source>
        <translation>工作进程有 {share:.0f} % 的时间用于搬运数据：打包、管道传输和解包。</translation>
    </message>
    <message>
        <source>{share:.0f} % of the workers’ time is waiting for the last tasks.</source>
        <translation>工作进程有 {share:.0f} % 的时间在等待最后几个任务。</translation>
    </message>
    <message>
        <source>{share:g} of {clients} clients is nobody, so nothing is trimmed and no poisoned update is borne. Trim {least:g} or more, of 3 clients at least.</source>
        <translation>{clients} 个客户端的 {share:g} 不足一个，因此什么也没有截去，也经不起任何被投毒的更新。请截去 {least:g} 或更多，并至少使用 3 个客户端。</translation>
    </message>
    <message>
        <source>{strategy} averages among its ranks, where nothing can come between: reset “{parameter}”, or choose data-parallel SGD.</source>
        <translation>{strategy} 在其进程之间自行取平均，中间无法插入任何处理：请将“{parameter}”恢复默认，或选择数据并行 SGD。</translation>
    </message>
    <message>
        <source>{strategy} knows softmax and linear regression and the small neural networks, not “{model}”: choose one of those.</source>
        <translation>{strategy} 支持 softmax 回归、线性回归和小型神经网络，不支持“{model}”：请从中选择一个。</translation>
    </message>
    <message>
        <source>{strategy} must look at each update by itself, and secure aggregation shows their sum only: switch one of the two off.</source>
        <translation>“{strategy}”必须逐个查看更新，而安全聚合只给出总和：请关掉其中一项。</translation>
    </message>
    <message>
        <source>{strategy} solves each client's problem to its end, which needs one valley, and “{model}” has many. Take a model such as softmax, logistic or linear regression, or a strategy that makes steps, such as FedAvg.</source>
        <translation>“{strategy}”会把每个客户端的问题求解到底，这要求损失只有一个谷底，而“{model}”有许多个。请换用 softmax、逻辑或线性回归之类的模型，或改用逐步更新的策略，例如 FedAvg。</translation>
    </message>
    <message>
        <source>{strategy} starts a rank for each client, and a rank takes much memory: choose at most {most} clients.</source>
        <translation>{strategy} 会为每个客户端启动一个进程，而每个进程占用大量内存：请选择最多 {most} 个客户端。</translation>
    </message>
    <message>
        <source>{tasks} tasks on {workers} worker processes gave the same scores as the serial engine, bit for bit ({seconds:.1f} s).</source>
        <translation>{workers} 个工作进程上的 {tasks} 个任务与串行引擎的得分逐位相同（{seconds:.1f} 秒）。</translation>
    </message>
    <message>
        <source>{title} must be {expected}, not {value}.</source>
        <translation>“{title}”必须是{expected}，而不是 {value}。</translation>
    </message>
    <message>
        <source>{total:.1f} GiB may be used, {free:.1f} GiB of it are free.</source>
        <translation>可用内存 {total:.1f} GiB，其中空闲 {free:.1f} GiB。</translation>
    </message>
    <message>
        <source>{usable} cores may be used ({physical} physical, {logical} logical): {cpu}</source>
        <translation>可用 {usable} 个核心（{physical} 个物理核心，{logical} 个逻辑核心）：{cpu}</translation>
    </message>
    <message>
        <source>{usable} cores may be used ({physical} physical, {logical} logical, quota {quota}): {cpu}</source>
        <translation>可用 {usable} 个核心（{physical} 个物理核心，{logical} 个逻辑核心，配额 {quota}）：{cpu}</translation>
    </message>
    <message>
        <source>{value:+.1f} points</source>
        <translation>{value:+.1f} 个百分点</translation>
    </message>
    <message>
        <source>{value:.2g} points</source>
        <translation>{value:.2g} 个百分点</translation>
    </message>
    <message>
        <source>{value:g} points</source>
        <translation>{value:g} 个百分点</translation>
    </message>
    <message>
        <source>{vote} needs at least two models to vote: choose more.</source>
        <translation>“{vote}”至少需要两个模型才能投票：请选择更多模型。</translation>
    </message>
    <message>
        <source>{vote} needs probabilities, which {model} does not give: switch its “probability” on, or use a hard vote.</source>
        <translation>“{vote}”需要概率，但“{model}”不提供概率：请启用其“probability”，或使用硬投票。</translation>
    </message>
    <message>
        <source>{vote} scores {score:.3f}, {gap} ({low} to {high}) above the best single model ({best}), for {cost:.1f}× its compute.</source>
        <translation>“{vote}”得分 {score:.3f}，优于最佳单一模型（{best}），相差 {gap}（{low} 至 {high}），计算量为后者的 {cost:.1f}×。</translation>
    </message>
    <message>
        <source>{vote} scores {score:.3f}, {gap} ({low} to {high}) against the best single model ({best}): it does not earn its {cost:.1f}× compute.</source>
        <translation>“{vote}”得分 {score:.3f}，不如最佳单一模型（{best}），相差 {gap}（{low} 至 {high}）：不值得花费 {cost:.1f}× 的计算量。</translation>
    </message>
    <message>
        <source>{vote} scores {score:.3f}, {gap} against the best single model ({best}) for {cost:.1f}× its compute; one split cannot tell if that is chance.</source>
        <translation>“{vote}”得分 {score:.3f}，与最佳单一模型（{best}）相差 {gap}，计算量为后者的 {cost:.1f}×；仅凭一个划分无法判断这是否出于偶然。</translation>
    </message>
    <message>
        <source>{vote} scores {score:.3f}, {gap} against the best single model ({best}) for {cost:.1f}× its compute; the difference is not significant (95 % interval {low} to {high}).</source>
        <translation>“{vote}”得分 {score:.3f}，与最佳单一模型（{best}）相差 {gap}，计算量为后者的 {cost:.1f}×；差异不显著（95 % 区间 {low} 至 {high}）。</translation>
    </message>
    <message>
        <source>{workers} workers share {cores} cores: {share:.0f} % of their time is waiting for one.</source>
        <translation>{workers} 个工作进程共用 {cores} 个核心：有 {share:.0f} % 的时间在等待空闲核心。</translation>
    </message>
    <message>
        <source>{workers} workers, but a quota leaves this program {cores} of {logical} cores: {share:.0f} % of the workers’ time is waiting for one.</source>
        <translation>有 {workers} 个工作进程，但配额只允许本程序使用 {logical} 个核心中的 {cores} 个：工作进程有 {share:.0f} % 的时间在等待空闲核心。</translation>
    </message>
    <message>
        <source>{workers} workers, but this program is bound to {cores} of {logical} cores: {share:.0f} % of the workers’ time is waiting for one.</source>
        <translation>有 {workers} 个工作进程，但本程序只能使用 {logical} 个核心中的 {cores} 个：工作进程有 {share:.0f} % 的时间在等待空闲核心。</translation>
    </message>
    <message>
        <source>{workload} cannot grow with the workers: its scores would come from another problem on every worker count. Keep the problem the same (strong scaling), or choose other work, such as: {others}.</source>
        <translation>{workload}不能随工作进程增大：每种工作进程数的得分将来自不同的问题。请保持问题不变（强扩展），或选择其他工作，例如：{others}。</translation>
    </message>
    <message>
        <source>α must be above 0, not {value}: a small one such as 0.1 makes clients differ, a large one such as 100 makes them alike.</source>
        <translation>α 必须大于 0，而不是 {value}：较小的值如 0.1 使客户端彼此不同，较大的值如 100 使它们相似。</translation>
    </message>
    <message>
        <source>δ</source>
        <translation>δ</translation>
    </message>
    <message>
        <source>δ = {delta:g} would allow to reveal one of the {clients} clients whole: it must be below 1/{clients}. Set it to {good} or less.</source>
        <translation>δ = {delta:g} 会允许将 {clients} 个客户端之一完全泄露：它必须小于 1/{clients}。请设为 {good} 或更小。</translation>
    </message>
    <message>
        <source>ε bounds how much more probable any released model can become through one client's rows, but for a chance of δ. Rounds add up in Rényi differential privacy, which is then converted to ε.</source>
        <translation>ε 限制了任何发布的模型因一个客户端的行而变得更可能的程度，只有 δ 的概率例外。各轮按 Rényi 差分隐私累加，再换算为 ε。</translation>
    </message>
    <message>
        <source>ε is about the models that are released, of each strategy by itself. It is not about the losses and the clients' updates that are drawn here, nor about settings that were chosen by looking at results.</source>
        <translation>ε 针对所发布的模型，每种策略各自计算。它不涉及此处绘出的损失和客户端更新，也不涉及看过结果后才选定的设置。</translation>
    </message>
    <message>
        <source>ε is computed by dp-accounting from the Rényi divergences of all rounds (Mironov, Talwar and Zhang 2019), converted by Proposition 12 of Canonne, Kamath and Steinke (2020). Each client takes part in a round by a draw of its own, and is protected as a whole, with all its rows.</source>
        <translation>ε 由 dp-accounting 根据所有轮次的 Rényi 散度（Mironov、Talwar 和 Zhang 2019）计算，并按 Canonne、Kamath 和 Steinke（2020）的命题 12 换算。每个客户端各自抽签决定是否参加某一轮，并连同其全部行作为一个整体受到保护。</translation>
    </message>
    <message>
        <source>λ of ‖w‖²/2 (ridge)</source>
        <translation>‖w‖²/2 的 λ（岭）</translation>
    </message>
    <message>
        <source>λ of ‖w‖₁ (lasso)</source>
        <translation>‖w‖₁ 的 λ（lasso）</translation>
    </message>
    <message>
        <source>π by chance</source>
        <translation>随机法求 π</translation>
    </message>
    <message>
        <source>π by chance: more workers, more points</source>
        <translation>随机法求 π：工作进程越多，点越多</translation>
    </message>
    <message>
        <source>ρ must be above 0, not {rho:g}: it is what draws the clients together. 1 is a good start; it adapts itself.</source>
        <translation>ρ 必须大于 0，而不是 {rho:g}：正是它把各客户端拉到一起。可以从 1 开始，它会自行调整。</translation>
    </message>
    <message>
        <source>“cuda” computes on an NVIDIA GPU where there is one; all workers then share it.</source>
        <translation>“cuda”在有 NVIDIA GPU 时用它计算；所有工作进程共用它。</translation>
    </message>
    <message>
        <source>“standard” gives every column mean 0 and variance 1, “max” divides all by the largest value. Taken over the training rows of all clients, before anything is learned.</source>
        <translation>“standard”使每列均值为 0、方差为 1，“max”把全部除以最大值。取自所有客户端的训练行，在学习之前完成。</translation>
    </message>
    <message>
        <source>“top_k” sends the largest entries and remembers the rest for the next round; “qsgd” rounds at random to a few levels.</source>
        <translation>“top_k”发送最大的项，其余留到下一轮；“qsgd”随机取整到少数几级。</translation>
    </message>
    <message>
        <source>“work” keeps a core busy, “sleep” needs none and so allows more workers than there are cores.</source>
        <translation>“计算”占用一个核心，“睡眠”不需要核心，因此工作进程可以多于核心。</translation>
    </message>
    <message>
        <source>“{address}” is not the address of a Dask scheduler. Write tls://host:port.</source>
        <translation>“{address}”不是 Dask 调度器的地址。请写成 tls://host:port。</translation>
    </message>
    <message>
        <source>“{address}” is not the address of a cluster. Write its kind, host and port, such as {example}.</source>
        <translation>“{address}”不是集群的地址。请写出协议、主机和端口，例如 {example}。</translation>
    </message>
    <message>
        <source>“{cell}” in line {line}</source>
        <translation>第 {line} 行的“{cell}”</translation>
    </message>
    <message>
        <source>“{cell}” in row {line}</source>
        <translation>第 {line} 行数据中的“{cell}”</translation>
    </message>
    <message>
        <source>“{column}” has more than {most} different values: too many classes. If they are quantities, say that it is a regression.</source>
        <translation>“{column}”有超过 {most} 个不同的值：类别太多。若它们是数量，请注明这是回归。</translation>
    </message>
    <message>
        <source>“{column}” is no number in {places} (such cells in all: {count}): every member must have predicted every row.</source>
        <translation>“{column}”在{places}不是数字（此类单元格共 {count} 个）：每个成员都必须预测过每一行。</translation>
    </message>
    <message>
        <source>“{column}” is {value:g} in {places} (such cells in all: {count}), but a probability lies between 0 and 1.</source>
        <translation>“{column}”在{places}为 {value:g}（此类单元格共 {count} 个），但概率应在 0 与 1 之间。</translation>
    </message>
    <message>
        <source>“{column}” is “{label}” in every row: there is nothing to tell apart.</source>
        <translation>“{column}”在每一行都是“{label}”：没有可区分的内容。</translation>
    </message>
    <message>
        <source>“{file}” cannot be opened: {reason}.</source>
        <translation>无法打开“{file}”：{reason}。</translation>
    </message>
    <message>
        <source>“{file}” cannot be read ({reason}). Check that it is there and that you may read it.</source>
        <translation>无法读取“{file}”（{reason}）。请检查该文件是否存在、您是否有权读取。</translation>
    </message>
    <message>
        <source>“{file}” cannot be read: {reason}. Check that it is a whole CSV or Parquet file.</source>
        <translation>无法读取“{file}”：{reason}。请检查它是否为完整的 CSV 或 Parquet 文件。</translation>
    </message>
    <message>
        <source>“{file}” cannot be used here: it was fitted with scikit-learn {then}, here is {now} ({reason}). Save it again with this version of the program.</source>
        <translation>“{file}”无法在此使用：它是用 scikit-learn {then} 拟合的，这里是 {now}（{reason}）。请用本版本的程序重新保存。</translation>
    </message>
    <message>
        <source>“{file}” cannot be written ({reason}). Choose another place.</source>
        <translation>无法写入“{file}”（{reason}）。请选择其他位置。</translation>
    </message>
    <message>
        <source>“{file}” could not be read: {reason}. Ask for a bundle of a smaller run.</source>
        <translation>无法读取“{file}”：{reason}。请索取较小运行的运行包。</translation>
    </message>
    <message>
        <source>“{file}” could not be read: {reason}. Try a smaller extract of it: fewer rows or fewer columns.</source>
        <translation>无法读取“{file}”：{reason}。请尝试较小的部分数据：减少行数或列数。</translation>
    </message>
    <message>
        <source>“{file}” could not be used: {reason}. Try fewer rows, or a smaller model.</source>
        <translation>无法使用“{file}”：{reason}。请减少行数，或使用较小的模型。</translation>
    </message>
    <message>
        <source>“{file}” has no column “{name}”, which the model predicts from. Add it; there are: {known}.</source>
        <translation>“{file}”没有模型预测所依据的列“{name}”。请添加；现有的列：{known}。</translation>
    </message>
    <message>
        <source>“{file}” has no column “{name}”, which the model predicts from. If “{near}” is meant, rename it.</source>
        <translation>“{file}”没有模型预测所依据的列“{name}”。如果指的是“{near}”，请将其改名。</translation>
    </message>
    <message>
        <source>“{file}” has the single column “{name}”: a table needs a target and at least one feature. Is another separator right?</source>
        <translation>“{file}”只有“{name}”一列：表格需要一个目标列和至少一个特征。是否应使用其他分隔符？</translation>
    </message>
    <message>
        <source>“{file}” has {width:,} columns; at most {most:,} can be read. Save a file with fewer columns.</source>
        <translation>“{file}”有 {width:,} 列；最多可读取 {most:,} 列。请保存一个列数较少的文件。</translation>
    </message>
    <message>
        <source>“{file}” holds nothing but blank lines.</source>
        <translation>“{file}”只包含空行。</translation>
    </message>
    <message>
        <source>“{file}” is a device or a pipe: save its content to a file.</source>
        <translation>“{file}”是设备或管道：请将其内容保存为文件。</translation>
    </message>
    <message>
        <source>“{file}” is a folder or a device. Choose a file.</source>
        <translation>“{file}”是文件夹或设备。请选择一个文件。</translation>
    </message>
    <message>
        <source>“{file}” is a folder: choose a CSV or Parquet file in it.</source>
        <translation>“{file}”是文件夹：请选择其中的 CSV 或 Parquet 文件。</translation>
    </message>
    <message>
        <source>“{file}” is a run bundle, not an experiment. Open it in the window, or look at it with “workbench show”.</source>
        <translation>“{file}”是运行包，不是实验。请在窗口中打开它，或用“workbench show”查看。</translation>
    </message>
    <message>
        <source>“{file}” is damaged ({reason}). Ask whoever made it for a fresh copy, or save the model again.</source>
        <translation>“{file}”已损坏（{reason}）。请向制作者索取新的副本，或重新保存模型。</translation>
    </message>
    <message>
        <source>“{file}” is damaged ({reason}). Ask whoever made it for a fresh copy.</source>
        <translation>“{file}”已损坏（{reason}）。请向制作者索取一份新的副本。</translation>
    </message>
    <message>
        <source>“{file}” is empty: choose a file with a line of names and rows.</source>
        <translation>“{file}”是空文件：请选择含有列名行和数据行的文件。</translation>
    </message>
    <message>
        <source>“{file}” is larger than any experiment ({limit} MiB) and was not read. Choose a file that “Save experiment” wrote.</source>
        <translation>“{file}”比任何实验都大（{limit} MiB），未读取。请选择由“保存实验”写出的文件。</translation>
    </message>
    <message>
        <source>“{file}” is no model that this program saved ({reason}). Choose a file that “Save model” or “workbench save” wrote.</source>
        <translation>“{file}”不是本程序保存的模型（{reason}）。请选择由“保存模型”或“workbench save”写出的文件。</translation>
    </message>
    <message>
        <source>“{file}” is no name of a file. Choose another file.</source>
        <translation>“{file}”不是文件名。请选择其他文件。</translation>
    </message>
    <message>
        <source>“{file}” is no run bundle of Workbench ({reason}). Choose a file that “Save run as bundle” or “workbench export” wrote.</source>
        <translation>“{file}”不是 Workbench 的运行包（{reason}）。请选择由“将运行保存为运行包”或“workbench export”写出的文件。</translation>
    </message>
    <message>
        <source>“{file}” is not a clean table: {faults} ({count} such lines in all). Correct them, or choose another separator than {delimiter}.</source>
        <translation>“{file}”不是规整的表格：{faults}（此类行共 {count} 行）。请修正这些行，或选择{delimiter}以外的分隔符。</translation>
    </message>
    <message>
        <source>“{file}” is not a clean table: {faults}. Correct it, or choose another separator than {delimiter}.</source>
        <translation>“{file}”不是规整的表格：{faults}。请修正该行，或选择{delimiter}以外的分隔符。</translation>
    </message>
    <message>
        <source>“{file}” is not a text file: line {line} holds a zero byte. Choose a CSV or Parquet file.</source>
        <translation>“{file}”不是文本文件：第 {line} 行含有零字节。请选择 CSV 或 Parquet 文件。</translation>
    </message>
    <message>
        <source>“{file}” is not text (it looks like {kind}). Save or unpack it as CSV or Parquet.</source>
        <translation>“{file}”不是文本文件（看起来像 {kind}）。请将其另存或解压为 CSV 或 Parquet。</translation>
    </message>
    <message>
        <source>“{file}” is written as big-endian UTF-16, which cannot be read: save it as UTF-8.</source>
        <translation>“{file}”以大端序 UTF-16 写成，无法读取：请将其保存为 UTF-8。</translation>
    </message>
    <message>
        <source>“{file}” may not be read by you: change its permissions, or copy it to a place of your own.</source>
        <translation>您没有读取“{file}”的权限：请更改其权限，或将其复制到您自己的位置。</translation>
    </message>
    <message>
        <source>“{file}” mixes two kinds of line ends, as when files were joined: line {line} ends otherwise than line 1. Save it again with one kind.</source>
        <translation>“{file}”混用了两种换行符，就像由几个文件拼接而成：第 {line} 行的换行符与第 1 行不同。请统一换行符后重新保存。</translation>
    </message>
    <message>
        <source>“{file}” names columns but has no rows below them.</source>
        <translation>“{file}”有列名，但其下没有数据行。</translation>
    </message>
    <message>
        <source>“{file}” names columns but has no rows below them: there is nothing to predict.</source>
        <translation>“{file}”有列名，但其下没有行：没有可预测的内容。</translation>
    </message>
    <message>
        <source>“{file}” should end in {suffix}: models are saved as such.</source>
        <translation>“{file}”应以 {suffix} 结尾：模型以此格式保存。</translation>
    </message>
    <message>
        <source>“{file}” was not loaded: it holds what no model of this program is made of ({types}), and loading that could run code of a stranger. Ask for a model that this program saved.</source>
        <translation>未载入“{file}”：它含有本程序的模型中不会有的内容（{types}），载入可能会运行陌生人的代码。请索取由本程序保存的模型。</translation>
    </message>
    <message>
        <source>“{file}” was not opened: it has {mib:.0f} MiB, more than any model ({limit:.0f} MiB).</source>
        <translation>未打开“{file}”：它有 {mib:.0f} MiB，超过任何模型的大小（{limit:.0f} MiB）。</translation>
    </message>
    <message>
        <source>“{file}” was not opened: its {member} would take {mib:.1f} MiB, more than any run ({limit:.1f} MiB). It is no bundle that this program wrote.</source>
        <translation>未打开“{file}”：其中的 {member} 将占用 {mib:.1f} MiB，超过任何运行（{limit:.1f} MiB）。它不是本程序写出的运行包。</translation>
    </message>
    <message>
        <source>“{file}” was written by a newer version of this program (bundle format {version}, known up to {known}). Update the program to open it.</source>
        <translation>“{file}”由本程序的较新版本写出（运行包格式 {version}，本版本只认识到 {known}）。请更新程序后再打开。</translation>
    </message>
    <message>
        <source>“{file}” was written by a newer version of this program (model format {version}, known up to {known}). Update the program to open it.</source>
        <translation>“{file}”由本程序的较新版本写出（模型格式 {version}，此处最高支持 {known}）。请更新程序后再打开。</translation>
    </message>
    <message>
        <source>“{name}” cannot be an environment's name. Use up to 40 letters, digits, “-” and “_”.</source>
        <translation>“{name}”不能用作环境名称。请使用最多 40 个字母、数字、“-”和“_”。</translation>
    </message>
    <message>
        <source>“{name}” could not be made in {folder} ({reason}). Look after the disk’s free space and the folder’s permissions, or name another folder.</source>
        <translation>无法在 {folder} 中生成“{name}”（{reason}）。请检查磁盘剩余空间和文件夹权限，或指定另一个文件夹。</translation>
    </message>
    <message>
        <source>“{name}” does not say how to write: end it with one of {known}.</source>
        <translation>无法从“{name}”得知写入格式：请让它以下列之一结尾：{known}。</translation>
    </message>
    <message>
        <source>“{name}” has a text of {longest:,} bytes, and all {rows:,} cells are as wide as the longest: {mib:,.0f} MiB, more than {limit:,.0f}. Shorten the longest texts, or take fewer rows.</source>
        <translation>“{name}”中有一篇长 {longest:,} 字节的文本，而全部 {rows:,} 个单元格都与最长的同宽：共 {mib:,.0f} MiB，超过 {limit:,.0f}。请缩短最长的文本，或减少行数。</translation>
    </message>
    <message>
        <source>“{name}” has another role already: the target, the owner and the test rows need a column each.</source>
        <translation>“{name}”已有其他用途：目标、所有者和测试行各需要一列。</translation>
    </message>
    <message>
        <source>“{name}” has no column “{column}” beside its features and target: owners and test rows are columns of a table of your own. Leave this out.</source>
        <translation>“{name}”除特征和目标外没有“{column}”列：所有者和测试行是您自己表格中的列。请去掉这一项。</translation>
    </message>
    <message>
        <source>“{name}” has no value: {where} (such cells in all: {count}). The model never learned to fill in missing values: fill them in, or leave these rows out.</source>
        <translation>“{name}”没有值：{where}（此类单元格共 {count} 个）。模型从未学过填补缺失值：请填补，或去掉这些行。</translation>
    </message>
    <message>
        <source>“{name}” holds neither numbers nor texts, so it cannot name owners. Choose another column.</source>
        <translation>“{name}”里既不是数字也不是文本，因此不能表示所有者。请选择其他列。</translation>
    </message>
    <message>
        <source>“{name}” holds neither numbers nor texts: give it as it was learned.</source>
        <translation>“{name}”既不是数值也不是文本：请按学习时的形式提供。</translation>
    </message>
    <message>
        <source>“{name}” holds texts in a script without spaces; how often characters and pairs of them occur is learned from.</source>
        <translation>“{name}”包含不用空格分词的文本；从字符和字符对出现的频率中学习。</translation>
    </message>
    <message>
        <source>“{name}” holds texts; how often words occur is learned from.</source>
        <translation>“{name}”包含文本；从词语出现的频率中学习。</translation>
    </message>
    <message>
        <source>“{name}” holds values that the model never saw: {where} (such cells in all: {count}). It knows: {known}. Correct them, or leave these rows out.</source>
        <translation>“{name}”含有模型从未见过的值：{where}（此类单元格共 {count} 个）。它知道：{known}。请更正，或去掉这些行。</translation>
    </message>
    <message>
        <source>“{name}” in {folder} is damaged, or was changed since it was made. Delete it, and it is made anew, the same from its seed.</source>
        <translation>{folder} 中的“{name}”已损坏，或在生成之后被改动。删除它，程序会用相同的种子重新生成同样的文件。</translation>
    </message>
    <message>
        <source>“{name}” is a column of numbers except for {where} (such cells in all: {count}). Correct or empty them, or do not use this column.</source>
        <translation>“{name}”是数值列，但有例外：{where}（此类单元格共 {count} 个）。请修正或清空这些单元格，或不使用此列。</translation>
    </message>
    <message>
        <source>“{name}” looks like a column of numbers, but line {line} has “{cell}”.</source>
        <translation>“{name}”看起来是数值列，但第 {line} 行的值为“{cell}”。</translation>
    </message>
    <message>
        <source>“{name}” makes every row a test row, which leaves none to learn from. Mark some rows with 0, or choose another column.</source>
        <translation>“{name}”把每一行都标为测试行，没有留下可供学习的行。请把一些行标为 0，或选择其他列。</translation>
    </message>
    <message>
        <source>“{name}” makes no row a test row. Mark some rows with 1, or choose another column.</source>
        <translation>“{name}”没有把任何行标为测试行。请把一些行标为 1，或选择其他列。</translation>
    </message>
    <message>
        <source>“{name}” must say of every row whether it is a test row, as 1 or 0, true or false, test or train; not so: {where} (such rows in all: {count}). Correct these cells, or choose another column.</source>
        <translation>“{name}”必须用 1 或 0、true 或 false、test 或 train 说明每一行是否为测试行；不符合的有：{where}（这样的行共 {count} 行）。请改正这些单元格，或选择其他列。</translation>
    </message>
    <message>
        <source>“{name}” names no owner: {where} (such rows in all: {count}). Fill in the owner of every row, or remove these rows.</source>
        <translation>“{name}”没有写明所有者：{where}（这样的行共 {count} 行）。请为每一行填写所有者，或删除这些行。</translation>
    </message>
    <message>
        <source>“{name}” names one owner only, “{owner}”: joint learning needs two or more. Choose another column.</source>
        <translation>“{name}”只有一个所有者“{owner}”：联合学习需要两个或更多。请选择其他列。</translation>
    </message>
    <message>
        <source>“{name}” names {count:,} owners; at most {most:,} can learn together. Choose another column.</source>
        <translation>“{name}”有 {count:,} 个所有者；最多 {most:,} 个可以一起学习。请选择其他列。</translation>
    </message>
    <message>
        <source>“{path}” is not a Python that can be used: {reason}. Choose the program “python” of an environment, usually in its folder “bin”.</source>
        <translation>“{path}”不是可用的 Python：{reason}。请选择环境中的程序“python”，它通常在文件夹“bin”里。</translation>
    </message>
    <message>
        <source>“{piece}” is no number: write weights as 2, 1, 0.5, one per member.</source>
        <translation>“{piece}”不是数字：请按 2, 1, 0.5 的形式填写权重，每个成员一个。</translation>
    </message>
    <message>
        <source>“{target}” has more than {most} different texts: too many classes to predict. Choose another column.</source>
        <translation>“{target}”含有超过 {most} 种不同文本：要预测的类别过多。请选择其他列。</translation>
    </message>
    <message>
        <source>“{target}” holds neither numbers nor texts, so it cannot be predicted. Choose another column.</source>
        <translation>“{target}”既不是数字也不是文本，因此无法预测。请选择其他列。</translation>
    </message>
    <message>
        <source>“{target}” is “{value}” in every row: there is nothing to predict. Choose another column, or add rows with other values.</source>
        <translation>“{target}”在每一行中都是“{value}”：没有可预测的内容。请选择其他列，或添加含有其他值的行。</translation>
    </message>
    <message>
        <source>“{text}” is not the name of a computer. Write it as it stands in the address of the cluster, such as node7.example.org.</source>
        <translation>“{text}”不是计算机的名称。请按集群地址中的写法填写，例如 node7.example.org。</translation>
    </message>
    <message>
        <source>“{text}” is this computer, which needs no consent.</source>
        <translation>“{text}”就是这台计算机，无需许可。</translation>
    </message>
    <message>
        <source>“{title}” deals rows by their class, and these data have none: they predict a quantity. Choose one of: {others}.</source>
        <translation>“{title}”按类别分配行，而这些数据没有类别：它们预测的是数量。请选择以下之一：{others}。</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Add {model}</source>
        <translation>添加“{model}”</translation>
    </message>
    <message>
        <source>Change parameters of {model}</source>
        <translation>更改“{model}”的参数</translation>
    </message>
    <message>
        <source>Remove {model}</source>
        <translation>移除“{model}”</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} / {all}</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameters of {model}</source>
        <translation>“{model}”的参数</translation>
    </message>
    <message>
        <source>Parameters: {changed}</source>
        <translation>参数：{changed}</translation>
    </message>
</context>
<context>
    <name>ModelSection</name>
    <message>
        <source>Change the model</source>
        <translation>更改模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>ModelsSection</name>
    <message>
        <source>Change splits</source>
        <translation>更改划分</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>MoveForm</name>
    <message>
        <source>Client {client} holds {rows} rows now.</source>
        <translation>客户端 {client} 现在持有 {rows} 行。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Rows to move</source>
        <translation>要移动的行数</translation>
    </message>
    <message>
        <source>There are {n} clients.</source>
        <translation>共有 {n} 个客户端。</translation>
    </message>
    <message>
        <source>They are there already.</source>
        <translation>它们已经在那里了。</translation>
    </message>
    <message>
        <source>To client</source>
        <translation>移到客户端</translation>
    </message>
</context>
<context>
    <name>OtherRoles</name>
    <message>
        <source>&amp;Owner</source>
        <translation>所有者(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Test rows</source>
        <translation>测试行(&amp;T)</translation>
    </message>
    <message>
        <source>For joint learning: the column that marks test rows (1 or 0, true or false, test or train), to repeat a split that was made elsewhere.</source>
        <translation>用于联合学习：标记测试行的列（1 或 0、true 或 false、test 或 train），以便重复在别处所作的划分。</translation>
    </message>
    <message>
        <source>For joint learning: the column that says whose row it is. Every owner becomes a client.</source>
        <translation>用于联合学习：说明每一行属于谁的列。每个所有者成为一个客户端。</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Test rows</source>
        <translation>测试行</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Ensembles</source>
        <translation>集成</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>How many workers pay, and which model is best?</source>
        <translation>多少个工作进程划算？哪个模型最好？</translation>
    </message>
    <message>
        <source>How well do many learn together that keep their rows?</source>
        <translation>各方保留自己的行，一起能学得多好？</translation>
    </message>
    <message>
        <source>Is an ensemble worth it here, which one, and how many members?</source>
        <translation>这里值得用集成吗？用哪一个？需要多少成员？</translation>
    </message>
    <message>
        <source>Joint learning</source>
        <translation>联合学习</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>What was measured before?</source>
        <translation>以前测量过什么？</translation>
    </message>
    <message>
        <source>What would more workers give?</source>
        <translation>更多工作进程会带来什么？</translation>
    </message>
</context>
<context>
    <name>Painter</name>
    <message>
        <source>Who holds what</source>
        <translation>谁持有什么</translation>
    </message>
</context>
<context>
    <name>Pairs</name>
    <message>
        <source>1: always the same answer, 0: alike by chance only</source>
        <translation>1：答案总相同，0：仅因偶然而相同</translation>
    </message>
    <message>
        <source>1: right and wrong on the same rows, 0: independent</source>
        <translation>1：在相同的行上对错一致，0：相互独立</translation>
    </message>
    <message>
        <source>1: right and wrong on the same rows, 0: unrelated</source>
        <translation>1：在相同的行上对错一致，0：不相关</translation>
    </message>
    <message>
        <source>Cohen’s kappa</source>
        <translation>Cohen’s kappa</translation>
    </message>
    <message>
        <source>Q statistic</source>
        <translation>Q 统计量</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>相关系数</translation>
    </message>
    <message>
        <source>disagreement</source>
        <translation>不一致率</translation>
    </message>
    <message>
        <source>double fault</source>
        <translation>双错率</translation>
    </message>
    <message>
        <source>first member</source>
        <translation>第一个成员</translation>
    </message>
    <message>
        <source>mean error</source>
        <translation>平均错误率</translation>
    </message>
    <message>
        <source>mean error {value}</source>
        <translation>平均错误率 {value}</translation>
    </message>
    <message>
        <source>second member</source>
        <translation>第二个成员</translation>
    </message>
    <message>
        <source>share of rows that both get wrong</source>
        <translation>两者都答错的行所占比例</translation>
    </message>
    <message>
        <source>share of rows that only one of both gets right</source>
        <translation>两者中只有一个答对的行所占比例</translation>
    </message>
</context>
<context>
    <name>ParameterForm</name>
    <message>
        <source>Reset to defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ParetoPlot</name>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
    <message>
        <source>CPU of all fits (s)</source>
        <translation>所有拟合的 CPU（秒）</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU 时间</translation>
    </message>
    <message>
        <source>CPU time of all fits (log scale)</source>
        <translation>所有拟合的 CPU 时间（对数刻度）</translation>
    </message>
    <message>
        <source>CPU time of all fits {time}</source>
        <translation>所有拟合的 CPU 时间 {time}</translation>
    </message>
    <message>
        <source>Cost shown</source>
        <translation>显示的代价</translation>
    </message>
    <message>
        <source>Is the best score worth its price? Each member and rule becomes a mark, and the cheapest of the good ones is ringed.</source>
        <translation>最高分值得它的代价吗？每个成员和规则成为一个标记，好的当中最省的会圈出。</translation>
    </message>
    <message>
        <source>Score and cost</source>
        <translation>得分与代价</translation>
    </message>
    <message>
        <source>The marks appear as soon as all members and rules are scored.</source>
        <translation>所有成员和规则评分后，标记即会出现。</translation>
    </message>
    <message>
        <source>cheapest good one</source>
        <translation>好的当中最省的</translation>
    </message>
    <message>
        <source>cheapest good one: {title}</source>
        <translation>好的当中最省的：{title}</translation>
    </message>
    <message>
        <source>cheapest of these</source>
        <translation>其中最省的</translation>
    </message>
    <message>
        <source>combine (s)</source>
        <translation>组合（秒）</translation>
    </message>
    <message>
        <source>disk (bytes)</source>
        <translation>磁盘（字节）</translation>
    </message>
    <message>
        <source>fit (s)</source>
        <translation>拟合（秒）</translation>
    </message>
    <message>
        <source>frontier</source>
        <translation>前沿</translation>
    </message>
    <message>
        <source>hollow: lower</source>
        <translation>空心：更低</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>member or rule</source>
        <translation>成员或规则</translation>
    </message>
    <message>
        <source>memory (bytes)</source>
        <translation>内存（字节）</translation>
    </message>
    <message>
        <source>on the frontier</source>
        <translation>在前沿上</translation>
    </message>
    <message>
        <source>predict (s)</source>
        <translation>预测（秒）</translation>
    </message>
    <message>
        <source>predict time</source>
        <translation>预测时间</translation>
    </message>
    <message>
        <source>predict {time} per split, fit {fit}</source>
        <translation>每个划分预测 {time}，拟合 {fit}</translation>
    </message>
    <message>
        <source>time to predict the test rows of a split (log scale)</source>
        <translation>预测一个划分的测试行所需时间（对数刻度）</translation>
    </message>
    <message>
        <source>within one standard error</source>
        <translation>一个标准误以内</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{count} without figures</source>
        <translation>{count} 个没有数据</translation>
    </message>
    <message>
        <source>{size} on disk</source>
        <translation>磁盘占用 {size}</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>How was this computed?</source>
        <translation>这是如何计算的？</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>Interrupted before there was anything to draw.</source>
        <translation>在有内容可绘制之前已中断。</translation>
    </message>
    <message>
        <source>Stopped before there was anything to draw.</source>
        <translation>在有内容可绘制之前已停止。</translation>
    </message>
    <message>
        <source>The run failed before there was anything to draw.</source>
        <translation>运行在有内容可绘制之前失败。</translation>
    </message>
    <message>
        <source>This run has nothing to show here.</source>
        <translation>此运行在这里没有可显示的内容。</translation>
    </message>
    <message>
        <source>Waits for the runs before it.</source>
        <translation>正在等待前面的运行。</translation>
    </message>
</context>
<context>
    <name>PlotCard</name>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>End the file name with one of {suffixes}.</source>
        <translation>文件名请以下列之一结尾：{suffixes}。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 图形 (*.svg)</translation>
    </message>
    <message>
        <source>Show as picture</source>
        <translation>显示为图片</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>Table, copy, export</source>
        <translation>表格、复制、导出</translation>
    </message>
    <message>
        <source>{title}: table, copy, export</source>
        <translation>{title}：表格、复制、导出</translation>
    </message>
    <message>
        <source>“{file}” could not be written: {reason}.</source>
        <translation>无法写入“{file}”：{reason}。</translation>
    </message>
</context>
<context>
    <name>PredictDialog</name>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>表格(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Write to</source>
        <translation>写入(&amp;W)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose: {what}</source>
        <translation>选择：{what}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Models (*.skops)</source>
        <translation>模型 (*.skops)</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Open a table</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Predict a table</source>
        <translation>预测表格</translation>
    </message>
    <message>
        <source>Predicting …</source>
        <translation>正在预测…</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt *.parquet)</source>
        <translation>表格 (*.csv *.tsv *.txt *.parquet)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Write predictions</source>
        <translation>写入预测</translation>
    </message>
    <message>
        <source>{n} rows predicted and written to “{file}”.</source>
        <translation>已预测 {n} 行并写入“{file}”。</translation>
    </message>
    <message>
        <source>{rule}, predicts “{target}” from {n} columns: {columns}</source>
        <translation>{rule}，由 {n} 列预测“{target}”：{columns}</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>&amp;Engine of new experiments</source>
        <translation>新实验的引擎(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Size of text</source>
        <translation>文字大小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Engine of new experiments</source>
        <translation>新实验的引擎</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>History is kept in</source>
        <translation>历史保存在</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Change privacy</source>
        <translation>更改隐私</translation>
    </message>
    <message>
        <source>Expected: ε = {epsilon:.3g} at δ = {delta:g} after {rounds} rounds.</source>
        <translation>预计：{rounds} 轮之后 ε = {epsilon:.3g}，δ = {delta:g}。</translation>
    </message>
    <message>
        <source>No noise: nothing is promised about single clients.</source>
        <translation>没有噪声：对单个客户端不作任何保证。</translation>
    </message>
    <message>
        <source>Noise, budget, masks</source>
        <translation>噪声、预算、掩码</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>The budget of {budget:g} ends it after round {within}.</source>
        <translation>预算 {budget:g} 使它在第 {within} 轮之后结束。</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>RanksPanel</name>
    <message>
        <source>Run on 1 more data set</source>
        <translation>在另外 1 个数据集上运行</translation>
    </message>
    <message>
        <source>Run on {n} more data sets</source>
        <translation>在另外 {n} 个数据集上运行</translation>
    </message>
    <message>
        <source>So far the same members and rules ran on {n} data sets; ranks begin to tell rows apart from about {enough} on.</source>
        <translation>目前相同的成员和规则在 {n} 个数据集上运行过；大约从 {enough} 个起，秩才开始能区分各行。</translation>
    </message>
</context>
<context>
    <name>RepeatsForm</name>
    <message>
        <source>&amp;Time budget (s)</source>
        <translation>时间预算 (s)(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Until ± %</source>
        <translation>直到 ± %(&amp;U)</translation>
    </message>
    <message>
        <source>At &amp;least</source>
        <translation>至少(&amp;L)</translation>
    </message>
    <message>
        <source>At &amp;most</source>
        <translation>至多(&amp;M)</translation>
    </message>
    <message>
        <source>Stop when the 95 % interval of each speedup is this narrow</source>
        <translation>当每个加速比的 95 % 区间收窄到此宽度时停止</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>median (s)</source>
        <translation>中位数 (s)</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>scaled speedup</source>
        <translation>缩放加速比</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作进程数</translation>
    </message>
</context>
<context>
    <name>RoundsPlot</name>
    <message>
        <source>What is drawn across</source>
        <translation>横轴所画</translation>
    </message>
    <message>
        <source>What is drawn upwards</source>
        <translation>纵轴所画</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>seconds over the network, simulated</source>
        <translation>网络传输秒数，模拟</translation>
    </message>
    <message>
        <source>seconds since the trial began</source>
        <translation>试验开始后的秒数</translation>
    </message>
    <message>
        <source>sent up and down ({unit})</source>
        <translation>上行与下行合计（{unit}）</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>simulated over the network: {time}</source>
        <translation>网络模拟：{time}</translation>
    </message>
    <message>
        <source>went astray</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>{metric} {value} on test rows</source>
        <translation>测试行上{metric} {value}</translation>
    </message>
    <message>
        <source>{size} sent, {time} since the trial began</source>
        <translation>已传输 {size}，试验开始后 {time}</translation>
    </message>
    <message>
        <source>{strategy}, round {number}</source>
        <translation>{strategy}，第 {number} 轮</translation>
    </message>
</context>
<context>
    <name>RoundsSection</name>
    <message>
        <source>Change rounds</source>
        <translation>更改轮次</translation>
    </message>
    <message>
        <source>Compression and network</source>
        <translation>压缩与网络</translation>
    </message>
    <message>
        <source>Drop-outs and stragglers</source>
        <translation>退出者和迟到者</translation>
    </message>
    <message>
        <source>Poisoned clients</source>
        <translation>被投毒的客户端</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Stop before that</source>
        <translation>提前停止</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>member</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>trained rule</source>
        <translation>经训练的规则</translation>
    </message>
</context>
<context>
    <name>RowsCard</name>
    <message>
        <source>Brier score {brier}, calibration error {ece}</source>
        <translation>Brier 分数 {brier}，校准误差 {ece}</translation>
    </message>
    <message>
        <source>Choose a row to see its weights, notes and probabilities.</source>
        <translation>选择一行以查看其权重、说明与概率。</translation>
    </message>
    <message>
        <source>Copy all figures, weights included</source>
        <translation>复制所有数值，包括权重</translation>
    </message>
    <message>
        <source>Members and rules</source>
        <translation>成员与规则</translation>
    </message>
    <message>
        <source>No other row is as good and predicts as fast.</source>
        <translation>没有其他行同样好且预测同样快。</translation>
    </message>
    <message>
        <source>No other row is as good for less CPU time.</source>
        <translation>没有其他行以更少的 CPU 时间达到同样好。</translation>
    </message>
    <message>
        <source>There is nothing more to say of it.</source>
        <translation>对此没有更多可说的。</translation>
    </message>
    <message>
        <source>Weights (mean of the splits): {weights}.</source>
        <translation>权重（各划分的均值）：{weights}。</translation>
    </message>
    <message>
        <source>after calibration {brier} and {ece}</source>
        <translation>校准后为 {brier} 和 {ece}</translation>
    </message>
    <message>
        <source>{members} members, {rules} rules, {splits} outer splits</source>
        <translation>{members} 个成员，{rules} 条规则，{splits} 个外层划分</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>A trained rule fits a combiner to inner predictions.</source>
        <translation>训练的规则在内层预测上拟合一个组合器。</translation>
    </message>
    <message>
        <source>Against best single</source>
        <translation>对比最佳单一模型</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CPU time of all its fits, inner ones included, in one trial.</source>
        <translation>一次试验中其所有拟合（包括内层）的 CPU 时间。</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>拟合</translation>
    </message>
    <message>
        <source>For the test rows of one split; median of the splits.</source>
        <translation>针对一个划分的测试行；取各划分的中位数。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Log-loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Mean difference to the best single model on the same splits, accuracies in points; its 95 % interval.</source>
        <translation>在相同划分上与最佳单一模型的平均差值，准确率以百分点计；及其 95 % 区间。</translation>
    </message>
    <message>
        <source>Mean over the outer splits and its 95 % interval.</source>
        <translation>外层划分上的均值及其 95 % 区间。</translation>
    </message>
    <message>
        <source>Member or rule</source>
        <translation>成员或规则</translation>
    </message>
    <message>
        <source>Members were fitted; rules combine what they predicted.</source>
        <translation>成员经过拟合；规则组合它们的预测。</translation>
    </message>
    <message>
        <source>Of the fitted model as bytes on disk.</source>
        <translation>拟合后的模型在磁盘上的字节数。</translation>
    </message>
    <message>
        <source>Of the stated probabilities; 0 is best. Votes state none.</source>
        <translation>针对给出的概率；0 为最佳。硬投票不给出概率。</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What it takes to have it from nothing, members included; median of the splits.</source>
        <translation>从零得到它所需的时间，包括成员；取各划分的中位数。</translation>
    </message>
    <message>
        <source>member</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>trained rule</source>
        <translation>训练的规则</translation>
    </message>
    <message>
        <source>{gain} ({low} to {high})</source>
        <translation>{gain}（{low} 至 {high}）</translation>
    </message>
</context>
<context>
    <name>RulesSection</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Choose all rules</source>
        <translation>选择全部规则</translation>
    </message>
    <message>
        <source>Choose no rule</source>
        <translation>不选规则</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>1 worker count</source>
        <translation>1 种工作进程数</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Queue  (F5)</source>
        <translation>加入队列  (F5)</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run  (F5)</source>
        <translation>运行  (F5)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop  (Esc)</source>
        <translation>停止  (Esc)</translation>
    </message>
    <message>
        <source>Stop the running job; what it measured is kept</source>
        <translation>停止正在运行的作业；已测量的内容会保留</translation>
    </message>
    <message>
        <source>est. {time}</source>
        <translation>预计 {time}</translation>
    </message>
    <message>
        <source>{counts} worker counts</source>
        <translation>{counts} 种工作进程数</translation>
    </message>
    <message>
        <source>{tasks} tasks</source>
        <translation>{tasks} 个任务</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Load the example</source>
        <translation>载入示例</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Best model</source>
        <translation>最佳模型</translation>
    </message>
    <message>
        <source>Best speedup</source>
        <translation>最佳加速比</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作进程</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>scaled {speedup}</source>
        <translation>缩放 {speedup}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>{data} · {n} models</source>
        <translation>{data} · {n} 个模型</translation>
    </message>
    <message>
        <source>{speedup} with {workers}</source>
        <translation>{speedup}（{workers}）</translation>
    </message>
    <message>
        <source>{what} (imported)</source>
        <translation>{what}（已导入）</translation>
    </message>
</context>
<context>
    <name>RunsRow</name>
    <message>
        <source>Choose a run</source>
        <translation>选择一次运行</translation>
    </message>
    <message>
        <source>Run &amp;shown</source>
        <translation>显示的运行(&amp;S)</translation>
    </message>
    <message>
        <source>Run shown</source>
        <translation>显示的运行</translation>
    </message>
    <message>
        <source>Show this run in History</source>
        <translation>在“历史”中显示此次运行</translation>
    </message>
    <message>
        <source>Speedup and timeline</source>
        <translation>加速比与时间线</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Put this experiment where it is set up, to be changed or run again</source>
        <translation>把此实验放回其设置页面，可修改或再次运行</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Save as bundle…</source>
        <translation>保存为运行包…</translation>
    </message>
    <message>
        <source>Search data, models, engine, status …</source>
        <translation>搜索数据、模型、引擎、状态……</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>搜索运行</translation>
    </message>
    <message>
        <source>Show this run over the whole page</source>
        <translation>在整个页面显示此运行</translation>
    </message>
    <message>
        <source>Take this run out of the history</source>
        <translation>从历史中移除此运行</translation>
    </message>
    <message>
        <source>Write this run to a JSON or CSV file</source>
        <translation>将此运行写入 JSON 或 CSV 文件</translation>
    </message>
    <message>
        <source>Write this run to one file that opens on another computer</source>
        <translation>将此运行写入一个可在其他计算机上打开的文件</translation>
    </message>
    <message>
        <source>{found} of {total}</source>
        <translation>{found} / {total}</translation>
    </message>
</context>
<context>
    <name>ScalingPage</name>
    <message>
        <source>Load the example</source>
        <translation>载入示例</translation>
    </message>
    <message>
        <source>Measuring … The first figures appear with the second worker count.</source>
        <translation>正在测量……有了第二种工作进程数就会出现第一批数值。</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>没有测量到任何结果。</translation>
    </message>
    <message>
        <source>This run has no two worker counts to compare yet.</source>
        <translation>这次运行还没有两种工作进程数可供比较。</translation>
    </message>
    <message>
        <source>measuring, {share} done</source>
        <translation>正在测量，已完成 {share}</translation>
    </message>
</context>
<context>
    <name>ScalingVerdict</name>
    <message>
        <source>How was this computed?</source>
        <translation>这是如何计算的？</translation>
    </message>
    <message>
        <source>Measure a kernel on a few worker counts, choose a run that was measured before, or open a file of timings. A law is fitted to them, and says with its uncertainty what larger counts would do, where they stop to pay, and what to measure next.</source>
        <translation>用几种工作进程数测量一个内核，选择以前测量过的运行，或打开一个计时文件。程序会对它们拟合一个定律，并连同其不确定性说明更大的数量会怎样、到哪里不再划算，以及下一步测量什么。</translation>
    </message>
    <message>
        <source>Measure it</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Run a small example</source>
        <translation>运行一个小示例</translation>
    </message>
    <message>
        <source>Seconds that the next measurement may take</source>
        <translation>下一次测量可用的秒数</translation>
    </message>
    <message>
        <source>What the timings say</source>
        <translation>计时说明了什么</translation>
    </message>
    <message>
        <source>What would more workers give?</source>
        <translation>更多工作进程会带来什么？</translation>
    </message>
    <message>
        <source>within (s)</source>
        <translation>时限 (s)</translation>
    </message>
</context>
<context>
    <name>SelfCheckDialog</name>
    <message>
        <source>Begins …</source>
        <translation>即将开始 …</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Checks done</source>
        <translation>已完成的检查</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopped after {done} of {all} checks.</source>
        <translation>已停止，{all} 项检查中完成了 {done} 项。</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Waits until the running experiment has ended, so that neither disturbs the other …</source>
        <translation>等待正在运行的实验结束，以免互相干扰 …</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>{done} of {all}: {title} …</source>
        <translation>{all} 项中的第 {done} 项：{title} …</translation>
    </message>
    <message>
        <source>“{file}” cannot be written: {reason}. Choose another folder.</source>
        <translation>无法写入“{file}”：{reason}。请选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>SpeedupPlot</name>
    <message>
        <source>1 core here</source>
        <translation>本机 1 个核心</translation>
    </message>
    <message>
        <source>1 outlier</source>
        <translation>1 个离群值</translation>
    </message>
    <message>
        <source>1 repeat</source>
        <translation>1 次重复</translation>
    </message>
    <message>
        <source>1 worker: {speedup}</source>
        <translation>1 个工作进程：{speedup}</translation>
    </message>
    <message>
        <source>95 % from (×)</source>
        <translation>95 % 下限 (×)</translation>
    </message>
    <message>
        <source>95 % to (×)</source>
        <translation>95 % 上限 (×)</translation>
    </message>
    <message>
        <source>Amdahl</source>
        <translation>阿姆达尔定律</translation>
    </message>
    <message>
        <source>Gustafson</source>
        <translation>古斯塔夫森</translation>
    </message>
    <message>
        <source>How much faster does it get with more workers? Each worker count becomes a point with its 95 % interval, beside the ideal line.</source>
        <translation>增加工作进程能快多少？每种工作进程数显示为一个带 95 % 区间的点，旁边是理想线。</translation>
    </message>
    <message>
        <source>Speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>The first point appears after the first measured trial.</source>
        <translation>第一次测量试验完成后会出现第一个点。</translation>
    </message>
    <message>
        <source>Universal Scalability Law</source>
        <translation>通用可扩展性定律</translation>
    </message>
    <message>
        <source>band from (×)</source>
        <translation>色带下限 (×)</translation>
    </message>
    <message>
        <source>band to (×)</source>
        <translation>色带上限 (×)</translation>
    </message>
    <message>
        <source>efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>efficiency {share}</source>
        <translation>效率 {share}</translation>
    </message>
    <message>
        <source>ideal</source>
        <translation>理想</translation>
    </message>
    <message>
        <source>measured, 95 % interval</source>
        <translation>测量值，95 % 区间</translation>
    </message>
    <message>
        <source>median (s)</source>
        <translation>中位数 (s)</translation>
    </message>
    <message>
        <source>median of {count}: {time}</source>
        <translation>{count} 次的中位数：{time}</translation>
    </message>
    <message>
        <source>one repeat</source>
        <translation>单次重复</translation>
    </message>
    <message>
        <source>outlier</source>
        <translation>离群值</translation>
    </message>
    <message>
        <source>outliers</source>
        <translation>离群值</translation>
    </message>
    <message>
        <source>outliers among them: {odd}</source>
        <translation>其中离群值：{odd}</translation>
    </message>
    <message>
        <source>repeat {number} (s)</source>
        <translation>重复 {number} (s)</translation>
    </message>
    <message>
        <source>scaled</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>scaled speedup (×)</source>
        <translation>缩放加速比（×）</translation>
    </message>
    <message>
        <source>speedup (×)</source>
        <translation>加速比 (×)</translation>
    </message>
    <message>
        <source>times as long</source>
        <translation>用时倍数</translation>
    </message>
    <message>
        <source>work (×)</source>
        <translation>工作量（×）</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作进程数</translation>
    </message>
    <message>
        <source>{count} cores here</source>
        <translation>本机 {count} 个核心</translation>
    </message>
    <message>
        <source>{count} outliers</source>
        <translation>{count} 个离群值</translation>
    </message>
    <message>
        <source>{count} repeats</source>
        <translation>{count} 次重复</translation>
    </message>
    <message>
        <source>{law} (×)</source>
        <translation>{law} (×)</translation>
    </message>
    <message>
        <source>{law}, 95 % band</source>
        <translation>{law}，95 % 色带</translation>
    </message>
    <message>
        <source>{share} efficient on {workers} workers</source>
        <translation>{workers} 个工作进程时效率 {share}</translation>
    </message>
    <message>
        <source>{workers} workers: {speedup}</source>
        <translation>{workers} 个工作进程：{speedup}</translation>
    </message>
    <message>
        <source>{work}× the work in {longer}× the time</source>
        <translation>{work}× 的工作量，{longer}× 的时间</translation>
    </message>
</context>
<context>
    <name>StartRow</name>
    <message>
        <source>Choose the kind of work</source>
        <translation>选择工作类型</translation>
    </message>
    <message>
        <source>Kind of work</source>
        <translation>工作类型</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>选用预设</translation>
    </message>
    <message>
        <source>Start from a ready-made experiment</source>
        <translation>选用预设实验</translation>
    </message>
    <message>
        <source>Start from {preset}</source>
        <translation>选用预设“{preset}”</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source> (and {count} more)</source>
        <translation>（另有 {count} 个）</translation>
    </message>
    <message>
        <source> ({restarts} replaced)</source>
        <translation>（已替换 {restarts} 个）</translation>
    </message>
    <message>
        <source>1 core</source>
        <translation>1 个核心</translation>
    </message>
    <message>
        <source>1 worker ready</source>
        <translation>1 个工作进程就绪</translation>
    </message>
    <message>
        <source>CPU {load} %</source>
        <translation>CPU {load} %</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>End the worker that does not answer</source>
        <translation>终止没有响应的工作进程</translation>
    </message>
    <message>
        <source>Its unfinished tasks run again on a new worker</source>
        <translation>其未完成的任务会在新的工作进程上重新运行</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>已用内存</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>处理器核心</translation>
    </message>
    <message>
        <source>Processor load</source>
        <translation>处理器负载</translation>
    </message>
    <message>
        <source>Worker pool</source>
        <translation>工作进程池</translation>
    </message>
    <message>
        <source>no workers started</source>
        <translation>未启动工作进程</translation>
    </message>
    <message>
        <source>worker {pid} does not answer</source>
        <translation>工作进程 {pid} 没有响应</translation>
    </message>
    <message>
        <source>{alive} workers ready</source>
        <translation>{alive} 个工作进程就绪</translation>
    </message>
    <message>
        <source>{busy} of {alive} workers busy</source>
        <translation>{alive} 个工作进程中 {busy} 个忙碌</translation>
    </message>
    <message>
        <source>{n} cores</source>
        <translation>{n} 个核心</translation>
    </message>
    <message>
        <source>{used} of {total} memory</source>
        <translation>内存 {used} / {total}</translation>
    </message>
</context>
<context>
    <name>StrategiesCard</name>
    <message>
        <source>An attack that guesses who was learned from reaches an area of {auc} (0.5 is chance, {start} before learning).</source>
        <translation>猜测哪些行参与了学习的攻击，其曲线下面积为 {auc}（0.5 为随机，学习之前为 {start}）。</translation>
    </message>
    <message>
        <source>Choose a strategy to see its variant, its source and why it stopped.</source>
        <translation>选择一个策略，可看到它的变体、出处和停止原因。</translation>
    </message>
    <message>
        <source>Copy the figures of every round</source>
        <translation>复制每一轮的数字</translation>
    </message>
    <message>
        <source>Source: {source}.</source>
        <translation>出处：{source}。</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>each alone {score}</source>
        <translation>各自单独 {score}</translation>
    </message>
    <message>
        <source>its test score {score}</source>
        <translation>其测试得分 {score}</translation>
    </message>
    <message>
        <source>pooled optimum {objective:.4g}</source>
        <translation>集中最优解 {objective:.4g}</translation>
    </message>
</context>
<context>
    <name>StrategiesModel</name>
    <message>
        <source>Accuracy or R² on rows that no client holds.</source>
        <translation>在没有客户端持有的行上的准确率或 R²。</translation>
    </message>
    <message>
        <source>All of them learn from the same rows and clients.</source>
        <translation>所有策略都从相同的行和客户端学习。</translation>
    </message>
    <message>
        <source>By all clients since the beginning, as serialised.</source>
        <translation>所有客户端自开始以来发出的，按序列化后的长度计。</translation>
    </message>
    <message>
        <source>Choose the row for the sentence.</source>
        <translation>选择该行可看到完整的一句话。</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>How far the objective is above that of the pooled optimum: one model fitted to all rows in one place.</source>
        <translation>目标比集中最优解高出多少；集中最优解是把所有行放在一处拟合的一个模型。</translation>
    </message>
    <message>
        <source>How much the models may tell of any one client; smaller is more private.</source>
        <translation>模型最多能透露任何一个客户端多少；越小越私密。</translation>
    </message>
    <message>
        <source>How often they have met.</source>
        <translation>已汇合的次数。</translation>
    </message>
    <message>
        <source>Measured on this computer.</source>
        <translation>在这台计算机上测得。</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Test score</source>
        <translation>测试得分</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>To all clients since the beginning, as serialised.</source>
        <translation>自开始以来发给所有客户端的，按序列化后的长度计。</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上行</translation>
    </message>
    <message>
        <source>What the rounds would have taken over the network that was described.</source>
        <translation>这些轮次在所描述的网络上需要的时间。</translation>
    </message>
    <message>
        <source>Why it stopped</source>
        <translation>停止原因</translation>
    </message>
    <message>
        <source>all rounds made</source>
        <translation>已完成所有轮次</translation>
    </message>
    <message>
        <source>bytes spent</source>
        <translation>字节数已用完</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>gradient small enough</source>
        <translation>梯度已足够小</translation>
    </message>
    <message>
        <source>no better on test rows</source>
        <translation>测试行上不再改善</translation>
    </message>
    <message>
        <source>objective flat</source>
        <translation>目标不再变化</translation>
    </message>
    <message>
        <source>residuals small enough</source>
        <translation>残差已足够小</translation>
    </message>
    <message>
        <source>time was up</source>
        <translation>时间已到</translation>
    </message>
    <message>
        <source>too few answers</source>
        <translation>应答太少</translation>
    </message>
    <message>
        <source>ε</source>
        <translation>ε</translation>
    </message>
    <message>
        <source>ε budget spent</source>
        <translation>ε 预算已用完</translation>
    </message>
</context>
<context>
    <name>StrategiesSection</name>
    <message>
        <source>Add {model}</source>
        <translation>添加“{model}”</translation>
    </message>
    <message>
        <source>Compare a strategy with itself under other parameters</source>
        <translation>让一个策略与自己在其他参数下比较</translation>
    </message>
    <message>
        <source>Once more…</source>
        <translation>再来一个…</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>策略</translation>
    </message>
</context>
<context>
    <name>SurfacePanel</name>
    <message>
        <source>&amp;Across</source>
        <translation>横向(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Upwards</source>
        <translation>纵向(&amp;U)</translation>
    </message>
    <message>
        <source>A plane needs two columns of numbers.</source>
        <translation>平面需要两列数字。</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横向</translation>
    </message>
    <message>
        <source>Decision surfaces show classes; these data have values.</source>
        <translation>决策面显示类别；这些数据是数值。</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Fitting the members on two columns …</source>
        <translation>正在两列上拟合成员…</translation>
    </message>
    <message>
        <source>Members are fitted anew on these two columns alone: the picture shows how such models cut a plane, not what the run scored.</source>
        <translation>成员只在这两列上重新拟合：此图显示这类模型如何切分平面，而不是运行的得分。</translation>
    </message>
    <message>
        <source>Reading the data …</source>
        <translation>正在读取数据…</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>纵向</translation>
    </message>
</context>
<context>
    <name>SurfacePlot</name>
    <message>
        <source>Decision surface</source>
        <translation>决策面</translation>
    </message>
    <message>
        <source>How do members and ensemble cut the data? Choose two features: each one is fitted on them alone and asked about every point of their plane.</source>
        <translation>成员和集成如何划分数据？请选择两个特征：每一个只用它们拟合，再对其平面上的每一点作答。</translation>
    </message>
    <message>
        <source>Member or rule shown</source>
        <translation>显示的成员或规则</translation>
    </message>
    <message>
        <source>accuracy on rows held out</source>
        <translation>留出行上的准确率</translation>
    </message>
    <message>
        <source>accuracy {score}, held out</source>
        <translation>准确率 {score}（留出行）</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>fainter: fitted on</source>
        <translation>较淡：用于拟合</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>member</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>member or rule</source>
        <translation>成员或规则</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>share of the plane: {name}</source>
        <translation>所占平面比例：{name}</translation>
    </message>
    <message>
        <source>{feature}: {low:.3g} to {high:.3g} →</source>
        <translation>{feature}：{low:.3g} 至 {high:.3g} →</translation>
    </message>
    <message>
        <source>{name}, {share} sure</source>
        <translation>{name}，把握 {share}</translation>
    </message>
    <message>
        <source>{shown} of {count} rows drawn</source>
        <translation>画出 {count} 行中的 {shown} 行</translation>
    </message>
</context>
<context>
    <name>TableCard</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>How was this computed?</source>
        <translation>这是如何计算的？</translation>
    </message>
</context>
<context>
    <name>TakeAway</name>
    <message>
        <source>&amp;Member or rule</source>
        <translation>成员或规则(&amp;M)</translation>
    </message>
    <message>
        <source>A plain scikit-learn script that prints the same scores</source>
        <translation>一个打印相同得分的纯 scikit-learn 脚本</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Export script</source>
        <translation>导出脚本</translation>
    </message>
    <message>
        <source>Export script…</source>
        <translation>导出脚本…</translation>
    </message>
    <message>
        <source>Fit on all data and save…</source>
        <translation>在全部数据上拟合并保存…</translation>
    </message>
    <message>
        <source>Fitting on all data …</source>
        <translation>正在全部数据上拟合…</translation>
    </message>
    <message>
        <source>Fitting on all data: {done} of {planned} fits</source>
        <translation>正在全部数据上拟合：{done} / {planned} 次拟合</translation>
    </message>
    <message>
        <source>Member or rule</source>
        <translation>成员或规则</translation>
    </message>
    <message>
        <source>Models (*.skops)</source>
        <translation>模型 (*.skops)</translation>
    </message>
    <message>
        <source>Predict a table…</source>
        <translation>预测表格…</translation>
    </message>
    <message>
        <source>Python scripts (*.py)</source>
        <translation>Python 脚本 (*.py)</translation>
    </message>
    <message>
        <source>Save model</source>
        <translation>保存模型</translation>
    </message>
    <message>
        <source>Saved as “{file}” ({size}), with its model card “{card}”.</source>
        <translation>已保存为“{file}”（{size}），并附模型卡“{card}”。</translation>
    </message>
    <message>
        <source>Stop fitting</source>
        <translation>停止拟合</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>已停止；没有写入任何内容。</translation>
    </message>
    <message>
        <source>Stopping after this fit …</source>
        <translation>此次拟合后停止…</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>带走</translation>
    </message>
    <message>
        <source>Use a model that was saved before</source>
        <translation>使用以前保存的模型</translation>
    </message>
    <message>
        <source>Written: {files}. The script needs nothing but scikit-learn.</source>
        <translation>已写入：{files}。该脚本只需要 scikit-learn。</translation>
    </message>
</context>
<context>
    <name>TaskSection</name>
    <message>
        <source>Change parameters</source>
        <translation>更改参数</translation>
    </message>
</context>
<context>
    <name>TestsCard</name>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
    <message>
        <source>A single split cannot tell chance from gain: use several folds.</source>
        <translation>单个划分无法区分偶然与增益：请使用多折。</translation>
    </message>
    <message>
        <source>All tests</source>
        <translation>所有检验</translation>
    </message>
    <message>
        <source>All tests with all figures, to be copied</source>
        <translation>所有检验及全部数值，可复制</translation>
    </message>
    <message>
        <source>Bayesian comparison</source>
        <translation>贝叶斯比较</translation>
    </message>
    <message>
        <source>Corrected resampled t-test</source>
        <translation>校正的重抽样 t 检验</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>How was this computed?</source>
        <translation>这是如何计算的？</translation>
    </message>
    <message>
        <source>Is it real?</source>
        <translation>是真的吗？</translation>
    </message>
    <message>
        <source>McNemar's test</source>
        <translation>McNemar 检验</translation>
    </message>
    <message>
        <source>P(first better)</source>
        <translation>P（第一个更好）</translation>
    </message>
    <message>
        <source>P(first worse)</source>
        <translation>P（第一个更差）</translation>
    </message>
    <message>
        <source>P(practically equal)</source>
        <translation>P（实际等同）</translation>
    </message>
    <message>
        <source>There was nothing to compare: choose two rows at least.</source>
        <translation>没有可比较的：请至少选择两行。</translation>
    </message>
    <message>
        <source>Wilcoxon's signed-rank test</source>
        <translation>Wilcoxon 符号秩检验</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>first</source>
        <translation>第一个</translation>
    </message>
    <message>
        <source>further folds</source>
        <translation>还需折数</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>p adjusted (Holm)</source>
        <translation>校正的 p（Holm）</translation>
    </message>
    <message>
        <source>second</source>
        <translation>第二个</translation>
    </message>
    <message>
        <source>statistic</source>
        <translation>统计量</translation>
    </message>
    <message>
        <source>test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>▸ All {n} tests</source>
        <translation>▸ 全部 {n} 项检验</translation>
    </message>
    <message>
        <source>▾ Fewer tests</source>
        <translation>▾ 更少检验</translation>
    </message>
</context>
<context>
    <name>TimelinePlot</name>
    <message>
        <source>1 worker</source>
        <translation>1 个工作进程</translation>
    </message>
    <message>
        <source>CPU (s)</source>
        <translation>CPU (s)</translation>
    </message>
    <message>
        <source>Show the whole trial (or double click on the picture)</source>
        <translation>显示整个试验（或双击图表）</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Which worker ran what, and when? Every task becomes a bar, so waiting and uneven work can be seen.</source>
        <translation>哪个工作进程在何时运行了什么？每个任务显示为一个长条，等待和分配不均一目了然。</translation>
    </message>
    <message>
        <source>Whole timeline</source>
        <translation>整个时间线</translation>
    </message>
    <message>
        <source>Worker count shown</source>
        <translation>显示的工作进程数</translation>
    </message>
    <message>
        <source>Workers are being started; the first task appears soon.</source>
        <translation>正在启动工作进程；第一个任务很快就会出现。</translation>
    </message>
    <message>
        <source>Zoom in (or turn the wheel over the picture; drag it along)</source>
        <translation>放大（或在图表上滚动滚轮；可拖动）</translation>
    </message>
    <message>
        <source>Zoom in on the timeline</source>
        <translation>放大时间线</translation>
    </message>
    <message>
        <source>aggregate</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>assign: started {time} after it was submitted</source>
        <translation>分配：提交后 {time} 开始</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>decompose</source>
        <translation>分解</translation>
    </message>
    <message>
        <source>decompose → assign → execute → aggregate</source>
        <translation>分解 → 分配 → 执行 → 汇总</translation>
    </message>
    <message>
        <source>duration (s)</source>
        <translation>用时 (s)</translation>
    </message>
    <message>
        <source>end (s)</source>
        <translation>结束 (s)</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>execute</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>program</source>
        <translation>主程序</translation>
    </message>
    <message>
        <source>repeat {number}</source>
        <translation>重复 {number}</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>seconds since the trial began</source>
        <translation>试验开始后的秒数</translation>
    </message>
    <message>
        <source>split {number}</source>
        <translation>划分 {number}</translation>
    </message>
    <message>
        <source>start (s)</source>
        <translation>开始 (s)</translation>
    </message>
    <message>
        <source>task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>tried again</source>
        <translation>已重试</translation>
    </message>
    <message>
        <source>tried {count} times: a worker died on the way</source>
        <translation>尝试了 {count} 次：中途有工作进程意外终止</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>worker {number}</source>
        <translation>工作进程 {number}</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作进程数</translation>
    </message>
    <message>
        <source>{count} workers</source>
        <translation>{count} 个工作进程</translation>
    </message>
    <message>
        <source>{time}, of which {cpu} on the CPU</source>
        <translation>{time}，其中 CPU 时间 {cpu}</translation>
    </message>
</context>
<context>
    <name>TimingsRow</name>
    <message>
        <source>&amp;Timings</source>
        <translation>计时(&amp;T)</translation>
    </message>
    <message>
        <source>A CSV file with the columns “workers” and “seconds” or “throughput”; repeats are further rows</source>
        <translation>含有“workers”列和“seconds”或“throughput”列的 CSV 文件；重复测量为更多的行</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a run</source>
        <translation>选择一次运行</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open timings</source>
        <translation>打开计时文件</translation>
    </message>
    <message>
        <source>Timings</source>
        <translation>计时</translation>
    </message>
    <message>
        <source>Timings (*.csv *.tsv *.txt)</source>
        <translation>计时文件 (*.csv *.tsv *.txt)</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Choose data, models and worker counts from top to bottom. What is there now can be run at once.</source>
        <translation>自上而下选择数据、模型和工作进程数。现有设置可以立即运行。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Ensembles</source>
        <translation>集成</translation>
    </message>
    <message>
        <source>Every run is kept and opens again as it was. Save one as a bundle to hand it on.</source>
        <translation>每次运行都会保留，并可原样再次打开。将其保存为运行包即可转交他人。</translation>
    </message>
    <message>
        <source>F5 starts the measurement, Esc stops it and keeps what was measured. Below it stands what it will cost.</source>
        <translation>F5 开始测量，Esc 停止测量并保留已测得的结果。下方写着预计的开销。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>How good every model is, fold by fold. Intervals that overlap widely mean: no difference shown.</source>
        <translation>逐折显示每个模型的好坏。区间大幅重叠意味着：看不出差别。</translation>
    </message>
    <message>
        <source>How many times faster more workers are, each point with its 95 % interval, beside the ideal line.</source>
        <translation>更多工作进程快了多少倍；每个点带 95 % 区间，旁边是理想线。</translation>
    </message>
    <message>
        <source>Joint learning</source>
        <translation>联合学习</translation>
    </message>
    <message>
        <source>Learning together while everybody keeps their rows: strategies round by round, with what they cost and what they give away.</source>
        <translation>各方保留自己的行而一起学习：逐轮看各个策略，它们的代价，以及它们透露了什么。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What more workers would give: the law of a run, drawn beyond what was measured, with its band and your questions.</source>
        <translation>更多工作进程会带来什么：一次运行的定律画到测量范围之外，连同其色带和您的问题。</translation>
    </message>
    <message>
        <source>What the measurements support, in two sentences, and what keeps the run from being faster, with a cure.</source>
        <translation>用两句话说明测量结果支持什么，以及是什么使运行无法更快，并给出对策。</translation>
    </message>
    <message>
        <source>Whether combining models pays: every rule from the same fits, what each gains over the best single model, and what it costs.</source>
        <translation>组合模型是否值得：每条规则都出自相同的拟合，各自比最佳单一模型增益多少，代价如何。</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} / {total}</translation>
    </message>
</context>
<context>
    <name>ValidationSection</name>
    <message>
        <source>&amp;Folds</source>
        <translation>折数(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Inner folds</source>
        <translation>内层折数(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Splits</source>
        <translation>划分(&amp;S)</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>留出法</translation>
    </message>
    <message>
        <source>Hold-out, {share} for testing</source>
        <translation>留出法，{share} 用于测试</translation>
    </message>
    <message>
        <source>Inner folds</source>
        <translation>内层折数</translation>
    </message>
    <message>
        <source>Re&amp;peats</source>
        <translation>重复次数(&amp;P)</translation>
    </message>
    <message>
        <source>Repeats of the splits</source>
        <translation>划分的重复次数</translation>
    </message>
    <message>
        <source>S&amp;huffle rows first</source>
        <translation>先打乱行(&amp;H)</translation>
    </message>
    <message>
        <source>Shuffle rows first</source>
        <translation>先打乱行</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Test share (%)</source>
        <translation>测试比例 (%)</translation>
    </message>
    <message>
        <source>Test share in percent</source>
        <translation>测试比例（百分比）</translation>
    </message>
    <message>
        <source>Within the training rows of each split: every row is predicted by a copy that never saw it, and rules learn from that</source>
        <translation>在每个划分的训练行之内：每行都由从未见过它的副本预测，规则由此学习</translation>
    </message>
    <message>
        <source>k-fold</source>
        <translation>k 折</translation>
    </message>
    <message>
        <source>{folds}-fold cross-validation</source>
        <translation>{folds} 折交叉验证</translation>
    </message>
    <message>
        <source>{n} inner folds</source>
        <translation>{n} 个内层折</translation>
    </message>
</context>
<context>
    <name>VerdictView</name>
    <message>
        <source>95 % intervals</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Choose data, models and worker counts, then press Run. You get a recommendation in words, with its uncertainty, and the pictures that support it.</source>
        <translation>选择数据、模型和工作进程数，然后按“运行”。您将得到文字形式的建议及其不确定性，以及支持该建议的图表。</translation>
    </message>
    <message>
        <source>Failed tasks, left out: {count}. The first said: {why}</source>
        <translation>失败并被排除的任务：{count}。第一个的错误信息：{why}</translation>
    </message>
    <message>
        <source>How many workers pay off, and which model is best?</source>
        <translation>多少个工作进程划算？哪个模型最好？</translation>
    </message>
    <message>
        <source>How was this computed?</source>
        <translation>这是如何计算的？</translation>
    </message>
    <message>
        <source>Interrupted: the program ended before this run did (trials done: {count}); what was measured is kept.</source>
        <translation>已中断：程序在本次运行完成前退出（已完成试验：{count}）；已测得的结果会保留。</translation>
    </message>
    <message>
        <source>Measuring… ({progress})</source>
        <translation>正在测量…（{progress}）</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>没有测量任何内容。</translation>
    </message>
    <message>
        <source>Run a small example</source>
        <translation>运行一个小示例</translation>
    </message>
    <message>
        <source>Stopped early (trials done: {count}); what was measured is kept.</source>
        <translation>已提前停止（已完成试验：{count}）；已测得的结果会保留。</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Waits for the runs before it.</source>
        <translation>正在等待前面的运行。</translation>
    </message>
    <message>
        <source>identical on every worker count</source>
        <translation>各种工作进程数下结果一致</translation>
    </message>
    <message>
        <source>measured {when}</source>
        <translation>测量于 {when}</translation>
    </message>
    <message>
        <source>measuring, {progress}</source>
        <translation>正在测量，{progress}</translation>
    </message>
    <message>
        <source>not identical on every worker count</source>
        <translation>各种工作进程数下结果不一致</translation>
    </message>
    <message>
        <source>run {number}</source>
        <translation>运行 {number}</translation>
    </message>
    <message>
        <source>{done} of {planned} trials</source>
        <translation>{done} / {planned} 次试验</translation>
    </message>
</context>
<context>
    <name>WayRow</name>
    <message>
        <source>Combine different models</source>
        <translation>组合不同的模型</translation>
    </message>
    <message>
        <source>Grow one kind</source>
        <translation>生长同一种模型</translation>
    </message>
</context>
<context>
    <name>WelcomeDialog</name>
    <message>
        <source>A CSV or Parquet file; it is read, never changed</source>
        <translation>CSV 或 Parquet 文件；只读取，从不修改</translation>
    </message>
    <message>
        <source>Eight places in a minute, from the set-up to the history</source>
        <translation>一分钟看八处，从设置到历史</translation>
    </message>
    <message>
        <source>Find out what more workers are worth</source>
        <translation>看看更多工作进程值不值得</translation>
    </message>
    <message>
        <source>Open my own table…</source>
        <translation>打开我的表格…</translation>
    </message>
    <message>
        <source>Run the example</source>
        <translation>运行示例</translation>
    </message>
    <message>
        <source>Show me around</source>
        <translation>带我看看</translation>
    </message>
    <message>
        <source>Three models and their vote on iris flowers; some seconds</source>
        <translation>三个模型及其投票，鸢尾花数据；需几秒钟</translation>
    </message>
    <message>
        <source>Welcome to Workbench</source>
        <translation>欢迎使用 Workbench</translation>
    </message>
    <message>
        <source>Workbench measures on this computer how much faster parallel work is, and which model, or vote of models, fits your data best. Nothing leaves this computer.</source>
        <translation>Workbench 在本机上测量并行工作能快多少，以及哪个模型或哪种模型投票最适合您的数据。任何内容都不会离开本机。</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>As fitted</source>
        <translation>恢复拟合值</translation>
    </message>
    <message>
        <source>Assume another law</source>
        <translation>假设另一个定律</translation>
    </message>
    <message>
        <source>Coherence</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>How many workers for this &amp;speedup?</source>
        <translation>达到此加速比需要多少工作进程？(&amp;S)</translation>
    </message>
    <message>
        <source>Only a run brings tasks that can be simulated; a file does not.</source>
        <translation>只有运行才带来可模拟的任务；文件没有。</translation>
    </message>
    <message>
        <source>Serial share, or contention</source>
        <translation>串行比例，或争用</translation>
    </message>
    <message>
        <source>Simulate the measured tasks</source>
        <translation>模拟测得的任务</translation>
    </message>
    <message>
        <source>Speedup in question</source>
        <translation>所问的加速比</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>如果……会怎样</translation>
    </message>
    <message>
        <source>What would so many &amp;workers give?</source>
        <translation>这么多工作进程会带来什么？(&amp;W)</translation>
    </message>
    <message>
        <source>Workers in question</source>
        <translation>所问的工作进程数</translation>
    </message>
    <message>
        <source>coherence</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未经测量</translation>
    </message>
    <message>
        <source>serial share, contention</source>
        <translation>串行比例，争用</translation>
    </message>
    <message>
        <source>{count} tasks, as long as they were measured</source>
        <translation>{count} 个任务，时长与测得的一样</translation>
    </message>
</context>
<context>
    <name>WorkerChips</name>
    <message>
        <source>1 worker</source>
        <translation>1 个工作进程</translation>
    </message>
    <message>
        <source>Another worker count</source>
        <translation>其他工作进程数</translation>
    </message>
    <message>
        <source>One worker is always measured: speedups are relative to it.</source>
        <translation>始终会测量一个工作进程：加速比以它为基准。</translation>
    </message>
    <message>
        <source>Type another worker count and press Enter</source>
        <translation>输入其他工作进程数，然后按 Enter</translation>
    </message>
    <message>
        <source>Worker counts</source>
        <translation>工作进程数</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>{n} workers</source>
        <translation>{n} 个工作进程</translation>
    </message>
</context>
<context>
    <name>WorkersSection</name>
    <message>
        <source>1 core here</source>
        <translation>本机 1 个核心</translation>
    </message>
    <message>
        <source>Change repeats</source>
        <translation>更改重复次数</translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation>更改随机种子</translation>
    </message>
    <message>
        <source>Choose engine</source>
        <translation>选择执行引擎</translation>
    </message>
    <message>
        <source>Choose engines to compare</source>
        <translation>选择要比较的引擎</translation>
    </message>
    <message>
        <source>Choose how the problem scales</source>
        <translation>选择问题如何扩展</translation>
    </message>
    <message>
        <source>Choose worker counts</source>
        <translation>选择工作进程数</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>执行引擎</translation>
    </message>
    <message>
        <source>On p workers: p times the {what}, in p times the tasks.</source>
        <translation>p 个工作进程：{what}为 p 倍，任务数为 p 倍。</translation>
    </message>
    <message>
        <source>Problem grows (weak scaling)</source>
        <translation>问题增大（弱扩展）</translation>
    </message>
    <message>
        <source>Problem stays (strong scaling)</source>
        <translation>问题不变（强扩展）</translation>
    </message>
    <message>
        <source>Repeat until ±{width:g} % ({least}–{most} times)</source>
        <translation>重复直到 ±{width:g} %（{least}–{most} 次）</translation>
    </message>
    <message>
        <source>Repeat {n} times</source>
        <translation>重复 {n} 次</translation>
    </message>
    <message>
        <source>Same seed, same folds, same scores</source>
        <translation>相同的随机种子，相同的折，相同的得分</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>随机种子(&amp;D)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Strong scaling asks how much faster more workers solve the same problem. Weak scaling asks whether p workers solve a problem p times as large in the time of one: the ideal is a constant time.</source>
        <translation>强扩展问：更多工作进程解决同一个问题快多少。弱扩展问：p 个工作进程能否在一个工作进程的用时内解决 p 倍大的问题；理想情况是用时不变。</translation>
    </message>
    <message>
        <source>The problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作进程</translation>
    </message>
    <message>
        <source>{n} cores here</source>
        <translation>本机 {n} 个核心</translation>
    </message>
</context>
</TS>
